// The names that partners give fields: services, transport and money. A line a field;
// `~` before a name that can mean something else too.

extension FieldNames {
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
