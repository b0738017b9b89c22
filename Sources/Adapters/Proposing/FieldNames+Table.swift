// The names of fields, by what the records are about.

extension FieldNames {
    // A line a field; `~` before a name that can mean something else too.

    static let children = """
        child.forename: forename; first name; given name; legal forename; legal first name; official forename
        child.surname: surname; last name; family name; legal surname; legal family name; official surname
        child.middle-names: middle name; legal middle name; other forename; forename 2; ~other names
        child.preferred-forename: preferred forename; preferred first name; preferred name; known as
        child.former-surname: former surname; previous surname; birth surname; ~alias surname
        child.birth-date: dob; date of birth; birth date; d o b
        child.sex: sex; gender; sex at birth; legal sex; legal gender; stated gender; person stated gender; administrative gender
        child.ethnicity: ethnicity; ethnic group; ethnic origin; ethnicity description; ethnic category
        child.upn: upn; unique pupil number; upn unique pupil number
        child.former-upn: former upn; previous upn; old upn
        child.uln: uln; unique learner number; uln unique learner number
        child.nhs-number: nhs number; nhs
        child.nhs-number-status: nhs number status; nhs number status indicator; nhs number status ind
        child.postcode: postcode; home postcode; address postcode; home address postcode; ~pickup postcode
        child.address-line: address line 1; address 1; street; home address; address; house name number road; house number street; line 1; address line; ~pickup address
        child.phone: telephone; home telephone; home phone; phone; telephone number; home telephone number
        child.deceased: date of death; deceased date; death date
        child.restricted: restricted; restricted access; sensitive record
        enrolment.entry-date: date of admission; admission date; entry date; enrolment start date; start date at school; school start date; date started at school; date joined school; on roll date; date on roll; admitted on; enrolled on; date enrolled; enrolled; date admitted; date joined
        enrolment.leaving-date: date of leaving; leaving date; enrolment end date; date left; off roll date; date off roll; leave date; school end date; date left school
        enrolment.status: enrolment status; enrol status; enrolment mode; enrolment type
        enrolment.year-group: year group; year; nc year; ncy; nc year actual; year code; curriculum year; school year group; nc year group; ~grade
        enrolment.setting: school urn; base urn; base school urn; establishment urn; urn; setting urn; current school urn
        sen-provision.provision: sen status; sen provision; sen stage; sen; sen provision type; sen provision code; sen code; sen level; sen category; sen support type; sen status code; sen status description; sen code of practice stage; sen k e
        sen-provision.since: sen start date; sen status start date; sen status date; sen provision start date; sen provision start; sen start; date added to sen register; sen register date; sen status start
        sen-need.need: need; sen need; sen type; need type; sen need type; area of need; type of need; need code; sen need code; sen type code; need description; need type rank; sen need rank; need area; category of need; need category; presenting need; ~diagnosis; ~difficulty; ~disability; ~condition
        sen-need.rank: need rank; sen type rank; sen need rank order; need ranking; need order; needs rank
        attendance-week.week: week commencing; week beginning; week starting; w/c; week start date; attendance week
        attendance-week.marks: attendance marks; marks; session marks; week marks
        attendance-week.sessions: sessions possible; possible sessions; ~possible
        attendance-week.present: sessions present; present sessions; ~present; ~attended
        attendance-week.unauthorised: unauthorised absences; unauthorised absence sessions; unauthorised sessions; ~unauthorised
        attendance-week.ill: illness sessions; sessions ill
        attendance-week.setting: school urn; urn; establishment urn
        suspension.type: suspension type; exclusion category; suspension category; type of exclusion
        suspension.start: suspension start date; exclusion start date; suspension start; suspension date; date of exclusion
        suspension.end: suspension end date; exclusion end date; suspension end
        suspension.sessions: number of sessions; sessions; sessions lost; suspension sessions; sessions excluded; number of sessions excluded
        suspension.reason-1: reason 1; suspension reason; reason for exclusion; reason for suspension; exclusion reason 1; suspension reason code
        suspension.reason-2: reason 2; suspension reason 2; exclusion reason 2
        suspension.reason-3: reason 3; suspension reason 3; exclusion reason 3
        suspension.term: term; exclusion term; term name
        suspension.council-told: la notified; la informed date; date la informed; la notified date; date la notified; local authority informed
        suspension.provision-from: day 6 provision; sixth day provision; day 6 provision start
        suspension.setting: school urn; urn; establishment urn
        part-time-timetable.start: ptt start date; ptt start; reduced timetable start date; part time timetable start date
        part-time-timetable.planned-end: planned end date; expected end date; anticipated end date; ptt end date; proposed end date; return to full time date; planned return to full time
        part-time-timetable.ended: date ended; actual end date; ptt actual end date
        part-time-timetable.minutes: hours per week; weekly hours; hours a week; timetabled hours; ptt hours; hours in school per week; minutes per week; hours offered per week
        part-time-timetable.reason: reason for ptt; ptt reason; reason for part time timetable; reason for reduced timetable
        part-time-timetable.review: ptt review date; ptt review; part time timetable review date; ~next review date
        part-time-timetable.parent-agreed: parental agreement; parent agreed; parental consent; parent consent; parent carer agreement; parents agree
        part-time-timetable.setting: school urn; urn; establishment urn
        part-time-timetable.outcome: ptt outcome; outcome of ptt
        home-education.from: date became ehe; ehe start date; ehe start; home education start date; ehe from; date ehe started; date of ehe; date home education started; ehe date
        home-education.to: date ehe ended; ehe end date; ehe end; home education end date; ehe to; date ehe ceased; ehe ceased
        home-education.checked: ~last contact; ~last visit; ~date of last visit; last ehe visit; ~last contact date; last ehe review
        home-education.suitable: education suitable; suitable education; suitability; education suitability; education deemed suitable; suitable education y/n
        social-care-status.status: social care status; ~category of need; ~care status; child in care status; cla status; lac status
        social-care-status.from: social care start date; social care start; cp start date; cin start date; lac start date
        social-care-status.to: social care end date; cp end date; cin end date; lac end date
        social-care-status.care-team: allocated team; social care team; allocated social care team
        contact.forename: parent forename; parent first name; guardian first name; carer forename; mother forename; father forename; parent carer forename; contact first name; primary guardian first name
        contact.surname: parent surname; parent last name; guardian last name; carer surname; mother surname; father surname; parent carer surname; contact last name; primary guardian last name
        contact.phone: parent phone; parent mobile; parent telephone; guardian mobile; guardian phone; carer phone; contact phone; contact number; parent carer phone; parent carer mobile; mother mobile; father mobile; parent telephone number; parent mobile number; contact telephone; ~emergency contact number; ~emergency contact; parent contact number
        contact.email: parent email; guardian email; carer email; contact email; parent carer email; parent email address; mother email; father email; guardian email address
        contact.relation: relationship; relationship to child; contact relationship; parent relationship; relation to child
        contact.responsibility: parental responsibility; has parental responsibility; pr
        consent.given: consent date; date consent given; consent given date
        attainment.year: academic year; assessment year

        """

    static let cases = """
        ehc-request.received: date request received; request received date; request date; date of request; ehc request date; ehcna request date; ehc assessment request date; assessment request date; request received; statutory assessment request date; ehc needs assessment request date; date of ehc needs assessment request; request for assessment date; date of request for assessment; date request for assessment received; request for ehcna received; date ehcna requested; request for ehcna; ehcna request received
        ehc-request.request-source: request source; source of request; requested by; request made by; requester; who requested; assessment requested by
        ehc-request.outcome: request outcome; decision to assess; agreed to assess; agree to assess; assess decision; assessment agreed; sixweek decision; 6 week decision; decision to assess y/n; decision whether to assess; initial decision; assess y/n; ~panel decision; ~panel outcome
        ehc-request.outcome-date: request outcome date; decision to assess date; date of decision to assess; date decision to assess; date agreed to assess; 6 week decision date; date of 6 week decision; assess decision date; decision to assess letter sent; decision to assess sent; ~date outcome letter sent; ~decision date; initial decision date
        ehc-request.panel: panel date; date of panel; date to panel; request panel date; assessment panel date; initial panel date
        ehc-request.mediation: request mediation; ~mediation requested; ~mediation
        ehc-request.tribunal: request tribunal; ~tribunal lodged; ~tribunal; ~appeal lodged y/n
        ehc-request.acknowledged: date acknowledged; acknowledgement date; acknowledgement sent; request acknowledged; date request acknowledged; acknowledgement letter sent
        ehc-request.in-youth-accommodation: rya; in rya; initial request whilst in rya; request whilst in rya; youth accommodation
        ehc-request.withdrawn: date request withdrawn; request withdrawn date; request withdrawn
        ehc-request.reference: request reference; request number; request id
        ehc-assessment.outcome: assessment outcome; decision to issue; agreed to issue; agree to issue; issue decision; decision to issue plan; decision whether to issue; ~plan agreed; issue plan decision; issue ehcp decision
        ehc-assessment.decided: date decided to issue; decision to issue date; date of decision to issue; decision to issue plan date; issue decision date; date agreed to issue
        ehc-assessment.outcome-date: assessment outcome date
        ehc-assessment.exception-applies: 20 week exception; exception applies; exceptions apply; 20 week exception applies; exception to 20 weeks; 20 weeks exception
        ehc-assessment.draft: draft issued date; date draft issued; draft plan date; draft plan issued; date draft plan issued; date draft plan sent; draft ehcp issued; draft date; draft sent; draft plan sent; date draft ehcp sent; date draft ehcp issued; draft issued; proposed plan issued; date of draft plan; draft ehcp date
        ehc-assessment.final-sent: final issued date; date final issued; final plan date; final plan issued; date final plan issued; date final plan sent; final ehcp issued; final ehcp date; date ehcp finalised; ehcp finalised; date finalised; plan finalised; date of final plan; final issued; ehcp issued date; date ehcp issued; ehcp issue date; final plan sent; date final ehcp issued; plan finalised date; ehcp finalised date; date plan finalised; date plan issued; ~final date
        ehc-assessment.comments-until: comments due; parental comments due; representations due; parent comments due date
        ehc-plan.started: ehcp start date; plan start date; date ehcp started; ehcp date; ehcp start; plan start; date of plan; ehc plan date; plan date; date of current plan; ehcp commencement date; date of ehcp; original ehcp date
        ehc-plan.ceased: date ceased; cease date; plan ceased date; date plan ceased; ehcp ceased; ehcp end date; plan end date; date ehcp ceased; ehcp cease date; plan ceased; ceased date
        ehc-plan.cease-reason: cease reason; reason ceased; reason for ceasing; ceased reason; reason plan ceased; plan cease reason; reason ehcp ceased
        ehc-plan.ceasing-told: cease notice date; notice to cease date; intention to cease letter sent
        ehc-plan.personal-budget: personal budget; pb y/n; personal budget in place
        ehc-plan.reference: plan reference; ehcp number; plan number; ehcp reference; plan id; ehcp id
        placement.setting: placement urn; placement school urn; placement setting urn; named school urn; named setting urn; attending school urn; section i urn; setting attended urn; school named urn
        placement.ukprn: placement ukprn; provider ukprn; ukprn
        placement.entry-date: placement start date; placement start; placement from; date placement started; placement entry date
        placement.leaving-date: placement end date; placement end; placement to; date placement ended; placement leaving date
        placement.arrangement: sen setting; setting arrangement
        placement.sen-unit: sen unit; in sen unit
        placement.resourced-provision: resourced provision; in resourced provision; resource base
        annual-review.planned: annual review due date; annual review due; ar due date; date ar due; ar due; next annual review; next annual review date; next ar date; review due; review due date; next review; next review date; date annual review due; date next review due; next ar due; annual review due by; next review due
        annual-review.meeting: review meeting; review meeting date; date of review meeting; annual review meeting; annual review meeting date; ar meeting date; ar meeting; date of annual review; annual review date; ar date; date of last review meeting; last annual review; last annual review date; last ar date; date of last annual review; annual review; last review meeting date
        annual-review.held: date held; review held; date ar held; date annual review held; annual review held; ar held
        annual-review.report-sent: report sent; paperwork sent to la; ar paperwork sent; review report sent; ~date paperwork received; ~paperwork received; ~ar paperwork received; ~report received
        annual-review.papers-sent: papers sent; papers circulated; ar papers sent; date papers circulated
        annual-review.outcome: review outcome; la decision; annual review outcome; ar outcome; ar decision; outcome of review; review decision; annual review decision; outcome of annual review; recommendation of review; la review decision
        annual-review.decided: decision letter date; date of decision letter; review decision date; la decision date; date decision letter sent; decision letter sent; ar decision date; date la decision sent; annual review decision date; last review; decision notice date
        annual-review.draft: amended draft issued; draft amended plan; date amended draft issued; amendment notice sent; amendment notice date; amended draft date; draft amended plan issued; amended plan draft issued; date amendment notice sent; proposed amendments sent
        annual-review.reported-by: school urn; urn; establishment urn; setting urn
        annual-review.reference: review reference; ar id; review id; annual review id; annual review reference
        phase-transfer.due: phase transfer due date; phase transfer deadline; phase transfer due
        phase-transfer.final-date: phase transfer final date; phase transfer finalised; phase transfer plan finalised; phase transfer date finalised
        advice.asked: advice requested; advice requested date; date advice requested; advice request date; date requested; advice request sent; date of advice request; date advice request sent; advice sought date
        advice.due: advice due; advice due date; date advice due; advice deadline; deadline; due date; advice due by; deadline date
        advice.sent: date sent; sent date; date submitted; submitted date; advice sent; date advice sent; advice submitted; date advice submitted; date report sent; submitted
        advice.received: advice received; advice received date; date advice received; date report received; date received
        advice.service: advice type; advice service; type of advice; service asked for advice; advice requested from; advice sought from
        advice.body: advice from; advice body; advice giver; advice provider; professional body
        advice.status: advice status; status of advice
        advice.chased: last chased; chased; date chased; chase date; date last chased
        advice.signed-off: signed off; sign off date; date signed off
        advice.request: ehc request id; assessment request id
        consultation.setting-name: setting consulted; school consulted; consulted school; consulted setting; consultee; name of setting consulted; name of school consulted; setting name; consulted with; ~consultation school
        consultation.setting: consulted urn; consultee urn; setting consulted urn; school consulted urn; school urn; setting urn; urn
        consultation.sent: consultation sent; date consulted; consultation date; date of consultation; date consultation sent; consultation sent date; consult sent; date consult sent; consultation letter sent
        consultation.reply-due: consultation response due; reply due; consultation due; response due; response due date; date response due; consultation deadline; consultation response due date; response due by
        consultation.replied: response received; date of response; reply received; response date; date response received; response received date; reply date; consultation response date; date replied; consultation response received
        consultation.reply: consultation response; reply; consultation outcome; response to consultation; consultation reply; ~response; school response; setting response
        consultation.kind: consultation type; type of consultation; reason for consultation
        appeal.subject: type of appeal; appeal type; appeal subject; grounds of appeal; appeal against; subject of appeal; reason for appeal; nature of appeal; appeal reason
        appeal.decision: date of la decision; date of decision appealed; la decision letter date; date of decision letter; decision letter date; decision date; appealed decision date
        appeal.certificate: mediation certificate; mediation certificate date; date of mediation certificate; mediation certificate issued
        appeal.mediation-asked: mediation requested date; date mediation requested; mediation request date
        appeal.mediation-held: mediation date; date of mediation; mediation meeting date; mediation held
        appeal.lodged: date registered; appeal lodged; appeal lodged date; date appeal lodged; date appeal registered; appeal registered; date lodged; registration date; appeal date; date of appeal; appeal registered date; tribunal registration date; registered
        appeal.response-due: response deadline; la response due; la response deadline; response due; response due date; council response due; date la response due
        appeal.hearing: hearing date; date of hearing; tribunal hearing date; hearing; tribunal date; final hearing date
        appeal.outcome: appeal outcome; tribunal outcome; outcome of appeal; tribunal decision; appeal decision
        appeal.ended: date concluded; appeal concluded; date appeal concluded; conclusion date; tribunal order date; date of order; order date; date appeal closed; appeal closed; appeal end date; date appeal ended
        appeal.comply-by: compliance due; order compliance due; compliance deadline; order deadline; comply by date
        appeal.complied: date complied; compliance date; order complied
        appeal.reference: tribunal reference; tribunal ref; tribunal number; appeal number; appeal reference; sendist number; sendist reference; tribunal case number; tribunal case reference
        case-assignment.caseworker: officer id; caseworker id; case officer id
        caseworker.name: officer name; caseworker name; case officer name; name of caseworker
        caseworker.team: team; officer team; team name
        caseworker.email: work email; officer email; email; caseworker email; email address
        caseworker.from: started in team; start in team; team start date; date started in team
        caseworker.to: left team; date left team; team end date
        early-years-notification.notified: notification received; date notification received; notification date; date of notification; date notified; notification received date; date of notice; s23 notification date; section 23 notification date; eyes notification date
        early-years-notification.parent-told: date parent informed; parent told; parent informed date; parent informed; date parent told; date parents informed; parents informed; parent notified
        early-years-notification.organisation: notifying organisation; notifying body; health body; notified by organisation; notifying provider; notifying trust
        early-years-notification.need: presenting need; need identified; suspected need; identified need; area of concern
        la-transfer.moved: date moved; date of move; move date; date child moved
        la-transfer.became-aware: date became aware; date la became aware
        la-transfer.authority: other la; other authority; previous la; transferring la; receiving la; previous la code
        la-transfer.transferred: date transferred; transfer date; plan transfer date; date plan transferred

        """

    static let services = """
        referral.received: referral received; referral date; date of referral; referral received date; date referral received; date referred; referral request received date; referral date received; referral in date; referred on; referral start date; date received
        referral.accepted: referral accepted; date referral accepted; date accepted; accepted date; referral accepted date; accepted
        referral.rejected: referral rejected; referral rejection date; rejection date; date rejected; date referral rejected; rejected
        referral.first-contact: first contact; first contact date; first appointment; date of first appointment; first appointment date; first appointment attended; first seen; date first seen; first attended appointment; first attended contact; date of first contact; first assessment date; first appointment attended date
        referral.closed: date of discharge; discharge date; discharged; referral closed; referral closure date; date closed; date discharged; closure date; referral end date; discharge date from service; service discharge date; case closed date; date case closed; referral closed date
        referral.source: referral source; source of referral; referred by; source of referral mh; referrer type; referral source type
        referral.reason: referral reason; reason for referral; primary referral reason; prim reason referral mh; primary reason for referral; presenting problem; prim reason referral
        referral.service: referral service; service referred to; service type referred to; specialty; service type; service offered; service; referred to service; referral specialty
        referral.stated-service: clinical team; team referred to; serv team type ref to mh; service team type referred to; serv team type ref to; referral team; team type; team; service team
        referral.status: referral status; status of referral; referral state
        referral.provider: org id prov; org id provider; provider code; provider ods; provider ods code; provider org code; provider organisation code
        transport-allocation.route: route; route number; route id; route code; route name; route ref; route reference; transport route
        transport-allocation.wheelchair: wheelchair; wheelchair user; w/chair; travels in wheelchair; wheelchair y/n; wheelchair passenger
        transport-allocation.medical-plan: medical plan; medical handling plan; medical care plan; health care plan; medical needs plan
        transport-allocation.start: transport start date; transport start; travel start date; travel start; start date of transport; transport from
        transport-allocation.end: transport end date; transport end; travel end date; travel end; transport to
        transport-allocation.setting: school urn; urn; destination urn; establishment urn; destination school urn
        route.operator: operator; operator name; transport operator; contractor; contractor name; transport provider
        route.vehicle: vehicle registration; vehicle reg; vehicle registration number; registration mark; vrm; vehicle reg no; vehicle
        route.run: am pm; run; route run; journey
        route.start: route start date; contract start date; route start
        route.end: route end date; contract end date; route end
        route.setting: school urn; urn; destination urn
        route-crew.role: crew role; job role; role
        route-crew.from: route crew start date; crew start date
        crew-member.name: driver name; licence holder; name; crew name; licence holder name; staff name; driver pa name; full name; driver; name of driver; name of licence holder; crew member; escort name; passenger assistant name; driver or pa name; holder name
        crew-member.licence: licence number; licence no; driver licence number; licence reference; licence id; badge licence number
        crew-member.licence-type: licence type; type of licence; licence category
        crew-member.licence-expiry: licence expiry; licence expiry date; licence expires; expiry date; licence end date; licence valid to; expires; licence valid until; date of expiry
        crew-member.badge: badge number; badge no; badge id; driver badge number
        crew-member.badge-issued: badge issued; badge issue date; date badge issued
        crew-member.badge-expiry: badge expiry; badge expiry date; badge expires; badge valid to
        crew-member.badge-status: badge status
        crew-member.safeguarding-training: safeguarding training; safeguarding training date; date of safeguarding training; safeguarding course date; safeguarding trained; safeguarding training completed
        crew-member.licensing-authority: licensing authority; licensing council; licensed by; issuing authority
        crew-member.licence-status: licence status; ~status; status of licence
        crew-member.licence-decided: date revoked; revoked date; revocation date; date of revocation; licence decision date; date suspended
        crew-check.certificate: dbs certificate number; dbs number; dbs certificate; disclosure number; certificate number; dbs certificate no; dbs ref; dbs reference number; disclosure reference
        crew-check.level: dbs level; disclosure level; dbs type; level of check; dbs check level; type of dbs; dbs check type
        crew-check.workforce: dbs workforce; workforce
        crew-check.issued: dbs issue date; dbs date; disclosure date; date of dbs; certificate issue date; dbs issued; dbs certificate date; date dbs issued; dbs certificate issue date; dbs check date
        crew-check.barred-list-checked: barred list checked; child barred list checked; barred list check; barred lists; children's barred list; barred list; child barred list
        crew-check.update-service: on update service; update service; update service subscribed; registered with update service; dbs update service; update service member; subscribed to update service
        crew-check.last-update-check: last update check; update service check date; update service last checked; date of last update service check; last update service check; update service check; last dbs update check; last status check
        crew-check.update-result: update service result; update service status; update check result; result of update check
        crew-check.decision: dbs decision; cleared to work; clearance; dbs clearance; dbs outcome; clearance status; dbs status; cleared
        crew-check.decided: dbs decision date; date cleared; clearance date; dbs clearance date; cleared on
        funding.kind: funding type; payment type; funding kind; type of funding; cost type; element; funding stream; expenditure type
        funding.amount: amount; weekly cost; annual cost; cost; payment amount; top up amount; weekly rate; weekly amount; net amount; gross amount; annual funding; amount paid; total cost; annual amount; termly amount; monthly amount; termly cost; monthly cost; top up; top up value; funding amount; weekly fee; annual fee; placement cost; total amount; weekly top up; annual top up; line amount; amount gbp; ~value
        funding.from: funding start date; period from; period start; funding from; payment period start; funding start; period start date; from date; service start date; ~cost start date
        funding.to: funding end date; period to; period end; funding to; payment period end; funding end; period end date; to date; service end date; ~cost end date
        funding.payee: payee; supplier name; supplier; provider name; payee name; vendor name; vendor; paid to; creditor name; creditor
        funding.band: funding band; band; banding; matrix band; top up band; band name; matrix value; funding level
        funding.stage: funding stage; payment stage
        funding.paid: payment date; date paid; paid date; date of payment; pay date; posting date; clearing date
        funding.reference: invoice reference; invoice number; invoice no; invoice ref; ledger reference; payment reference; document number; voucher number
        funding.setting: funded school urn; payee urn; school urn; placement urn; urn
        plan-provision.minutes-per-week: minutes per week
        plan-provision.section: plan section; ehcp section
        plan-provision.provider: provision provider; provided by
        attainment.stage: key stage; assessment stage
        attainment.date: assessment date; date of assessment
        attainment.subject: subject; assessment subject; subject name
        attainment.result: result; score; scaled score; assessment result
        setting.name: establishment name; school name; name of school; setting name; school
        setting.urn: school urn; establishment urn
        setting.laestab: dfe number; laestab; dfes number; establishment dfe number; la estab
        setting.postcode: school postcode; establishment postcode
        setting.phase: phase; school phase; phase of education
        setting.kind: school type; type of school; establishment type
        setting.opened: open date; date opened; opening date
        setting.closed: close date; date closed; closing date

        """
}
