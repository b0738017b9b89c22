// How one name is written by different people: nicknames and spelling families.

enum NameVariant {
    /// Names that people shorten, and how.
    static let nicknames: [String: [String]] = [
        "Alexander": ["Alex", "Xander"], "Alexandra": ["Alex", "Lexi"], "William": ["Will", "Billy"],
        "Thomas": ["Tom", "Tommy"], "Joshua": ["Josh"], "Samuel": ["Sam"], "Daniel": ["Dan", "Danny"],
        "Benjamin": ["Ben"], "Joseph": ["Joe", "Joey"], "James": ["Jamie", "Jim"], "Edward": ["Ted", "Eddie"],
        "Harrison": ["Harry"], "Michael": ["Mike"], "Matthew": ["Matt"], "Nathan": ["Nate"], "Zachary": ["Zac"],
        "Christopher": ["Chris"], "Jonathan": ["Jon"], "Nicholas": ["Nick"], "Anthony": ["Tony"],
        "Robert": ["Rob", "Bobby"], "Patrick": ["Paddy"], "Sebastian": ["Seb"],
        "Elizabeth": ["Lizzie", "Beth", "Ellie"],
        "Isabella": ["Bella", "Izzy"], "Charlotte": ["Lottie", "Charlie"], "Jessica": ["Jess"], "Abigail": ["Abi"],
        "Katherine": ["Kate", "Katie"], "Eleanor": ["Ellie", "Nell"], "Rebecca": ["Becky"], "Victoria": ["Tori"],
        "Matilda": ["Tilly"], "Florence": ["Flo", "Florrie"], "Harriet": ["Hattie"], "Samantha": ["Sam"],
        "Jennifer": ["Jenny"], "Bethany": ["Beth"], "Natalie": ["Nat"], "Emmanuel": ["Manny"], "Josephine": ["Josie"],
        "Ibrahim": ["Ibby"], "Zakariya": ["Zak"], "Abdullah": ["Abdul"], "Sulaiman": ["Sully"], "Gabriel": ["Gabe"],
        "Aleksandra": ["Ola"], "Katarzyna": ["Kasia"], "Zuzanna": ["Zuza"], "Jakub": ["Kuba"], "Alexandru": ["Alex"],
        "Gurpreet": ["Gurp"], "Harpreet": ["Harps"], "Jeremiah": ["Jerry"], "Isaiah": ["Izzy"],
    ]

    /// Names that are one name in several spellings.
    static let families: [[String]] = [
        ["Mohammed", "Muhammad", "Mohammad", "Mohamed", "Muhammed"], ["Aisha", "Ayesha", "Aysha"],
        ["Hussain", "Hussein", "Husain"], ["Ahmed", "Ahmad"], ["Sara", "Sarah"], ["Zoë", "Zoe"], ["Chloe", "Chloé"],
        ["Connor", "Conor"], ["Shaun", "Sean", "Shawn", "Seán"], ["Caitlin", "Kaitlyn", "Katelyn"],
        ["Sophia", "Sofia"], ["Isabel", "Isabelle", "Isobel"], ["Yusuf", "Yousuf", "Youssef", "Yusef"],
        ["Zainab", "Zaynab"], ["Maryam", "Mariam", "Miriam"], ["Umar", "Omar", "Omer"], ["Usman", "Osman", "Uthman"],
        ["Hamza", "Hamzah"], ["Zahra", "Zahrah", "Zarah"], ["Fatima", "Fatimah", "Fathima"],
        ["Khadija", "Khadijah", "Khadeeja"], ["Abdul", "Abdel"], ["Stephen", "Steven"], ["Kieran", "Kieron", "Ciaran"],
        ["Elliott", "Elliot", "Eliot"], ["Siân", "Sian"], ["Renée", "Renee"], ["André", "Andre"], ["José", "Jose"],
        ["Millie", "Milly"], ["Mollie", "Molly"], ["Maisie", "Maisy"], ["Rayyan", "Rayan"], ["Zain", "Zayn", "Zane"],
        ["Ismail", "Ismaeel"], ["Yaseen", "Yasin"], ["Begum", "Begam"], ["Miah", "Mia"], ["Chaudhry", "Chowdhury"],
        ["Rehman", "Rahman"], ["Sheikh", "Shaikh", "Shaykh"], ["Qureshi", "Quraishi"], ["Uddin", "Udin"],
        ["Abdi", "Abdy"], ["Warsame", "Warsama"], ["Hassan", "Hasan"], ["Iqbal", "Eqbal"], ["Clarke", "Clark"],
        ["Davies", "Davis"], ["Thompson", "Thomson"], ["Reid", "Reed", "Read"], ["Phillips", "Philips"],
        ["Stewart", "Stuart"], ["Matthews", "Mathews"], ["Kowalski", "Kowalska"], ["Nowak", "Novak"],
        ["Łukasz", "Lukasz"], ["Łucja", "Lucja"], ["Michał", "Michal"], ["Paweł", "Pawel"],
    ]

    /// For each name, the other spellings of its family.
    static let spellings: [String: [String]] = {
        var table: [String: [String]] = [:]
        for family in families {
            for name in family { table[name, default: []] += family.filter { $0 != name } }
        }
        return table
    }()

    /// Two names of twins that look alike and are two people (boys' pairs, then girls' pairs).
    static let confusable: [[(String, String)]] = [
        [("Hassan", "Hussain"), ("Ayaan", "Arham"), ("Zain", "Zayan"), ("Aaron", "Aron"), ("Jayden", "Jaden")],
        [("Zara", "Zahra"), ("Maya", "Mia"), ("Aleena", "Aliya"), ("Hana", "Hiba"), ("Ella", "Elsie")],
    ]
}
