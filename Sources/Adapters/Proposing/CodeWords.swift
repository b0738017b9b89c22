// What a partner's word most likely means in a code set.

import SENDRecords

enum CodeWords {
    /// The code itself, its meaning, a usual word for it, or one of these with the code beside it: `K - SEN support`,
    /// `SEN support (K)`. nil where nobody can tell.
    static func code(for word: String, in set: CodeSet) -> String? {
        let folded = Fold.header(word)
        guard !folded.isEmpty else { return nil }
        if let code = exactly(folded, in: set) { return code }
        if let code = usual(word, in: set) { return code }
        // A code and its meaning together: both must say the same where both are known.
        for mark in [" - ", " – ", ": ", " = ", "-"] {
            guard let range = word.range(of: mark), !word[range.upperBound...].isEmpty else { continue }
            if let code = agreed(word[..<range.lowerBound], word[range.upperBound...], in: set) { return code }
        }
        if word.hasSuffix(")"), let open = word.lastIndex(of: "(") {
            let inside = word[word.index(after: open)...].dropLast()
            if let code = agreed(inside, word[..<open], in: set) { return code }
        }
        return nil
    }

    /// The code that the one part names, unless the other part is known to mean another.
    private static func agreed(_ code: Substring, _ meaning: Substring, in set: CodeSet) -> String? {
        guard let named = exactly(Fold.header(String(code)), in: set) else { return nil }
        if let other = usual(String(meaning), in: set), other != named { return nil }
        return named
    }

    private static func exactly(_ folded: String, in set: CodeSet) -> String? {
        folded.isEmpty ? nil : set.codes.first { Fold.header($0.code) == folded }?.code
    }

    /// By its meaning, or by a word that is usual for it.
    private static func usual(_ word: String, in set: CodeSet) -> String? {
        let words = spelledOut(word)
        guard !words.isEmpty else { return nil }
        if let code = set.codes.first(where: { spelledOut($0.meaning) == words }) { return code.code }
        if set.name == "year-group", let code = year(words), set.codes.contains(where: { $0.code == code }) {
            return code
        }
        let joined = words.joined(separator: " ")
        guard let code = table[set.name]?[joined] else { return nil }
        return set.codes.contains { $0.code == code } ? code : nil
    }

    /// `Year  7`, `Yr7`, `Y07` and `07` are year 7.
    private static func year(_ words: [String]) -> String? {
        var text = words.joined()
        for prefix in ["ncyear", "year", "yr", "y"] where text.hasPrefix(prefix) {
            text.removeFirst(prefix.count)
            break
        }
        if text == "r" || text == "0" || text == "00" || text == "reception" || text == "rec" { return "R" }
        return Int(text).flatMap { $0 > 0 ? String($0) : nil }
    }

    /// A code that may be meant, for the author to decide.
    static func guess(for word: String, in set: CodeSet) -> String? {
        let words = Set(spelledOut(word))
        let best = set.codes.map { code -> (String, Double) in
            let meaning = Set(spelledOut(code.meaning))
            return (code.code, 2 * Double(meaning.intersection(words).count) / Double(meaning.count + words.count))
        }.max { $0.1 < $1.1 }
        return best.flatMap { $0.1 >= 0.5 ? $0.0 : nil }
    }

    /// The words in lower case, short forms of the field written out, small words left away.
    static func spelledOut(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).flatMap { short[$0] ?? [$0] }
            .filter { !["and", "of", "the", "a", "or", "for"].contains($0) }
    }

    private static let short: [String: [String]] = [
        "sen": ["special", "educational", "need"], "send": ["special", "educational", "need"], "needs": ["need"],
        "ehc": ["education", "health", "care"], "ehcp": ["education", "health", "care", "plan"],
        "asc": ["autistic", "spectrum", "disorder"], "autism": ["autistic"], "condition": ["disorder"],
        "visual": ["vision"], "difficulties": ["difficulty"], "impaired": ["impairment"],
        "disabilities": ["disability"],
        "communications": ["communication"], "down's": ["down"], "years": ["year"],
    ]

    /// The types of need as management information systems print them.
    static let needs: [(code: String, word: String)] = [
        ("SPLD", "Specific Learning Difficulty"), ("MLD", "Moderate Learning Difficulty"),
        ("SLD", "Severe Learning Difficulty"), ("PMLD", "Profound and Multiple Learning Difficulty"),
        ("SEMH", "Social, Emotional and Mental Health"), ("SLCN", "Speech, Language and Communication Needs"),
        ("HI", "Hearing Impairment"), ("VI", "Vision Impairment"), ("MSI", "Multi-Sensory Impairment"),
        ("PD", "Physical Disability"), ("ASD", "Autistic Spectrum Disorder"), ("DS", "Down Syndrome"),
        ("OTH", "Other Difficulty/Disability"),
    ]

    /// Words that are usual for codes, as `spelledOut` leaves them. Only what can't mean another code of its set stands here.
    private static let table: [String: [String: String]] = {
        var table: [String: [String: String]] = [:]
        for line in words.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            for pair in parts[1].split(separator: ";") {
                let sides = pair.split(separator: "=")
                guard sides.count == 2 else { continue }
                let code = sides[1].drop { $0 == " " }
                for word in sides[0].split(separator: "/") {
                    let words = spelledOut(String(word)).joined(separator: " ")
                    table[String(parts[0]), default: [:]][words] = String(code.reversed().drop { $0 == " " }.reversed())
                }
            }
        }
        return table
    }()

    // A line a code set: words, with a stroke between those of one code, and the code.
    private static let words = """
        sex:male/boy/m/1/man=M;female/girl/f/2/woman=F;unknown/not known/not specified/not stated/u/9/0/indeterminate/x=U
        sen-provision:ehcp/ehc plan/ehc/education health care plan/statement=E;sen support/school action/school action plus/k=K;no sen/none/no special educational need/no special educational needs/n/not sen/no special need/no special provision=N
        sen-type:autism/autistic spectrum/asc/autistic spectrum condition/asd/autistic spectrum disorders=ASD;speech language communication/speech language communication need/slcn/speech language need/communication interaction slcn=SLCN;semh/social emotional mental health/social emotional mental health difficulty/social emotional mental health need=SEMH;moderate learning difficulty/mld/moderate learning difficulty mld=MLD;severe learning difficulty/sld=SLD;profound multiple learning difficulty/pmld=PMLD;specific learning difficulty/spld/dyslexia=SPLD;hearing impairment/hi/deaf/hearing=HI;vision impairment/vi/vision=VI;multi sensory impairment/multisensory impairment/msi=MSI;physical disability/pd/physical=PD;other difficulty disability/other difficulty/oth/other=OTH;down syndrome/down s syndrome/downs syndrome=DS;sen support but no specialist assessment type need/no specialist assessment/nsa=NSA
        ethnicity:white british=WBRI;white irish=WIRI;traveller irish heritage=WIRT;gypsy roma/gypsy/roma=WROM;any other white background/white other/other white background=WOTH;white black caribbean=MWBC;white black african=MWBA;white asian=MWAS;any other mixed background/other mixed background/mixed other=MOTH;indian=AIND;pakistani=APKN;bangladeshi=ABAN;any other asian background/asian other/other asian background=AOTH;black caribbean/caribbean=BCRB;black african/african=BAFR;any other black background/black other/other black background=BOTH;chinese=CHNE;any other ethnic group/other ethnic group=OOTH;refused=REFU;information not yet obtained/not yet obtained/not obtained=NOBT
        enrolment-status:current/single registration/c/single=C;main/main dual registration/main dual/current main/current main dual registration/m=M;subsidiary/subsidiary dual registration/subsidiary dual/current subsidiary/s=S;guest/g=G
        year-group:nursery 1=N1;nursery 2=N2
        decision:yes/agreed/agreed to assess/agree to assess/assess/true/1/agree/agreed to issue/issue/issue plan/agree to issue=Y;no/refused/not agreed/refuse/declined/refused to assess/do not assess/false/0/not to assess/refuse to assess/decline/not to issue/refused to issue=N;awaiting decision/pending/awaiting/undecided/not yet decided/deferred=A;withdrawn/withdrawn before decision=W;historical=H
        request-source:parent/parent carer/parents/parent young person/young person/parental=1;school/setting/education setting/college/nursery=2;health/health professional/paediatrician/nhs=3;social care/social worker/social services=4;other=5
        review-outcome:maintain/maintained/no change/no amendment/maintain plan/continue=M;amend/amended/amend plan/to amend=A;cease/ceased/cease plan/cease to maintain=C
        referral-status:received/new/referral received=received;accepted=accepted;waiting/on waiting list/waiting list/awaiting first appointment=waiting;in progress/open/active/in treatment/being seen/on caseload=in-progress;rejected/declined/not accepted=rejected;closed/discharged/complete/completed=closed;cancelled/entered in error=cancelled
        advice-service:community paediatrics/community paediatrician/paediatrics/paediatrician/community paediatric/comm paeds=paediatrics;slt/salt/speech language therapy/speech therapy/salt service=speech-and-language;ot/occupational therapy/occupational therapist=occupational-therapy;physio/physiotherapy/physiotherapist=physiotherapy;camhs/cypmhs/child adolescent mental health=mental-health;school nursing/health visiting/community nursing/school nurse/health visitor=nursing;audiology=audiology;orthoptics=vision;dietetics/dietitian/dietician=dietetics;neurodevelopmental pathway/neurodevelopmental/nd pathway=neurodevelopmental;learning disability/ld=learning-disability
        advice-body:educational psychologist/educational psychology/ep/eps=educational-psychologist;parent/parent carer=parent;school/setting=education;health=health;social care=social-care
        advice-status:requested/asked=asked;in progress/ongoing=in-progress;acknowledged=acknowledged;signed off=signed-off;sent/submitted=sent;received=received;accepted=accepted;not known/not known to service/unknown to service=not-known;withdrawn=withdrawn;was not brought/wnb/dna=was-not-brought;returned=returned;existing report/existing advice=existing-suffices
        suspension-type:suspension/fixed term/fixed period/fixed term exclusion/fixed period exclusion/susp=SUSP;permanent/permanent exclusion/perm/pex=PERM;lunchtime/lunchtime exclusion/lunchtime suspension/lnch=LNCH
        term:autumn/autumn term/aut=AUT;spring/spring term/spr=SPR;summer/summer term/sum=SUM
        part-time-reason:medical/health/physical health/illness=medical;mental health/ebsa/anxiety/emotionally based school avoidance/emotionally based school non attendance=mental-health;reintegration/reintegration after suspension/phased return=reintegration;transition/new starter/phased start=transition;awaiting place/awaiting placement/awaiting specialist place=awaiting-place;behaviour/behavioural=behaviour;other=other
        crew-licence-status:current/granted/active/live/valid/in force/licensed=granted;pending/applied/application pending=pending;refused=refused;suspended=suspended;revoked=revoked;expired/lapsed=expired;surrendered=surrendered
        crew-badge-status:valid/current/active/issued=valid;suspended=suspended;withdrawn/revoked=withdrawn;expired=expired
        crew-check-decision:cleared/clear/approved/pass/passed=cleared;pending/awaiting/in progress=pending;refused/not cleared/rejected=refused;withdrawn=withdrawn
        crew-role:driver=driver;pa/passenger assistant/escort/attendant=passenger-assistant;reserve/relief=reserve
        dbs-level:enhanced/enhanced with barred list/enhanced barred list/enhanced barred/enhanced dbs=enhanced;standard=standard;basic=basic
        dbs-workforce:child/children/child workforce=child;adult/adult workforce=adult;child adult/child adult workforce/both=child-and-adult;other=other
        route-run:am/morning=AM;pm/afternoon=PM;both/am pm/return=BOTH
        update-service-result:current/no change/no new information=current;changed/new information=changed
        social-care-status:early help/eh=early-help;child in need/cin/child in need plan/s17=child-in-need;child protection/child protection plan/cp/cpp/s47=child-protection;looked after/lac/cla/child looked after/looked after child/child in care/s20/s31=looked-after;care leaver=care-leaver
        funding-kind:place/place funding/element 2/place led=place;top up/top up funding/element 3/topup/high needs top up=top-up;placement/placement fee/placement fees/independent placement/tuition fee/school fee/school fees=placement;residential/residential element/residential fee=residential;direct payment/direct payments=direct-payment;therapy/therapies=therapy;equipment=equipment;other=other
        funding-period:weekly/per week/week/pw=week;monthly/per month/month/pm=month;termly/per term/term=term;annual/annually/yearly/per annum/year/pa=year;one off/once=once
        funding-stage:agreed/approved=agreed;committed/ordered=committed;paid=paid
        appeal-subject:refusal to assess/refuse to assess/refusal assess/rta=refuse-to-assess;refusal to issue/refuse to issue/refusal issue=refuse-to-issue;contents/b f/sections b f/section b f=contents;placement/section i/section i only/i=placement;b f i/sections b f i/section b f i/contents placement/sections b f and i=contents-and-placement;cease to maintain/cease/ceasing to maintain=cease;refusal to reassess/refuse to reassess=refuse-to-reassess;refusal to amend/refuse to amend=refuse-to-amend;extended appeal=health-or-care
        appeal-outcome:upheld/allowed/appeal upheld/appeal allowed=upheld;part upheld/partly upheld/partially upheld/upheld in part=partly-upheld;dismissed/not upheld=dismissed;conceded/conceded by la/la conceded=conceded;consent order=consent-order;withdrawn/withdrawn by parent=withdrawn;struck out=struck-out
        mediation-outcome:agreed/full agreement=agreed;partly agreed/partial agreement=partly-agreed;not agreed/no agreement=not-agreed;not pursued/declined=not-pursued
        consultation-reply:can meet need/can meet needs/able to meet need/offer/can meet=can-meet;cannot meet need/cannot meet needs/unable to meet need/cannot meet/can t meet need=cannot-meet;full/no place/no places=full;incompatible=incompatible;no response/no reply=none
        consultation-kind:draft plan/new plan/initial/first plan=draft-plan;amended plan/annual review/change of placement=amended-plan;phase transfer=phase-transfer;other authority/other la=other-authority;cease/ceasing=ceasing
        contact-relation:mother/mum=mother;father/dad=father;parent=parent;step parent/stepmother/stepfather/step mother/step father=step-parent;grandparent/grandmother/grandfather=grandparent;foster carer/foster parent=foster-carer;guardian/special guardian/legal guardian=guardian;self=self;social worker=social-worker;other=other
        placement-basis:named/section i=named;attended/attending=attended
        nhs-number-status:1=01;2=02;3=03;4=04;5=05;6=06;7=07;8=08
        """
}
