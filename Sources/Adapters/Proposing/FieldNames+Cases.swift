// The names that partners give fields: the council's cases. A line a field;
// `~` before a name that can mean something else too.

extension FieldNames {
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
}
