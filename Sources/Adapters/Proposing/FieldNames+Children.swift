// The names that partners give fields: children and what schools say of them. A line a field;
// `~` before a name that can mean something else too.

extension FieldNames {
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
}
