// Names of the generated city's communities, the frequent ones first.

extension GeneratedCity {
    static let confusable = [
        ("Hassan", "Hussain"), ("Zara", "Zahra"), ("Amira", "Samira"), ("Ella", "Bella"), ("Adam", "Aadil"),
        ("Jayden", "Kayden"), ("Aisha", "Aleesha"), ("Hana", "Huda"), ("Ayaan", "Rayyan"), ("Eva", "Ava"),
        ("Tim", "Tom"), ("Anaya", "Inaya"), ("Sana", "Sania"), ("Lily", "Millie"), ("Jack", "Jake"),
    ]
    static let nicknames = [
        "Thomas": "Tom", "William": "Billy", "Joshua": "Josh", "Benjamin": "Ben", "Samuel": "Sam",
        "Charlotte": "Lottie",
        "Alexander": "Alex", "Isabella": "Bella", "Elizabeth": "Lizzie", "Matthew": "Matt", "Daniel": "Dan",
        "Oliver": "Ollie", "Katherine": "Katie", "Jessica": "Jess",
    ]
    static let spellings = [
        "Mohammed": ["Muhammad", "Mohammad", "Mohamed"], "Aisha": ["Ayesha", "Aishah"], "Yusuf": ["Yousuf", "Yusef"],
        "Katherine": ["Catherine", "Kathryn"], "Sophia": ["Sofia"], "Zainab": ["Zaynab"], "Umar": ["Omar"],
        "Sarah": ["Sara"], "Callum": ["Calum"], "Fatima": ["Fatimah"], "Ahmed": ["Ahmad"],
    ]
    static let muslimBoys = [
        "Ali", "Ahmed", "Ibrahim", "Yusuf", "Hassan", "Hussain", "Abdullah", "Hamza", "Umar", "Adam", "Bilal", "Zayn",
        "Idris", "Ismail", "Musa", "Ayaan", "Haris", "Rayyan", "Zakariya", "Usman", "Imran", "Khalid", "Tariq", "Eesa",
        "Sulaiman", "Hamid", "Junaid", "Saad", "Zubair", "Faisal",
    ]
    static let muslimGirls = [
        "Aisha", "Fatima", "Maryam", "Zainab", "Khadija", "Amina", "Hafsa", "Zara", "Safiya", "Inaya", "Aaliyah",
        "Noor",
        "Sara", "Zahra", "Hana", "Iman", "Sumaya", "Layla", "Amira", "Halima", "Ruqayyah", "Saima", "Iqra", "Laiba",
    ]
    static let sikhSurnames = [
        "Singh", "Kaur", "Gill", "Sandhu", "Dhillon", "Sidhu", "Rai", "Bains", "Basra", "Bhogal", "Chahal", "Dhaliwal",
        "Grewal", "Johal", "Kang", "Mann", "Purewal", "Randhawa", "Sahota", "Uppal", "Virk", "Sharma", "Patel", "Kumar",
    ]
    static let sikhBoys = [
        "Arjun", "Gurpreet", "Harjit", "Jaspreet", "Manpreet", "Navdeep", "Ravi", "Karan", "Sandeep", "Rohan", "Aarav",
        "Jagdeep", "Amrit", "Vikram", "Sunil", "Prabhdeep", "Aryan", "Krish", "Nikhil", "Rajan", "Varun", "Sahil",
    ]
    static let sikhGirls = [
        "Simran", "Jasleen", "Harleen", "Priya", "Anjali", "Manpreet", "Diya", "Meera", "Kavya", "Neha", "Ananya",
        "Riya",
        "Harpreet", "Nisha", "Pooja", "Shreya", "Tanvi", "Isha", "Avni", "Sukhpreet", "Anika", "Aditi",
    ]
    static let englishBoys = [
        "Oliver", "Noah", "George", "Leo", "Jack", "Harry", "Arthur", "Charlie", "Jacob", "Thomas", "Oscar", "James",
        "William", "Theo", "Archie", "Joshua", "Alexander", "Henry", "Daniel", "Samuel", "Lucas", "Max", "Isaac",
        "Mason",
        "Ethan", "Freddie", "Finley", "Benjamin", "Joseph", "Tyler", "Callum", "Matthew", "Ryan", "Connor", "Liam",
        "Kai",
    ]
    static let englishGirls = [
        "Olivia", "Amelia", "Isla", "Ava", "Freya", "Emily", "Sophia", "Mia", "Grace", "Ella", "Isabella", "Lily",
        "Poppy",
        "Evie", "Ivy", "Jessica", "Charlotte", "Florence", "Sienna", "Daisy", "Phoebe", "Alice", "Rosie", "Ruby",
        "Millie",
        "Elizabeth", "Katherine", "Sarah", "Hannah", "Chloe", "Megan", "Holly", "Lucy", "Erin", "Molly", "Willow",
    ]
    static let muslimSurnames = [
        "Khan", "Hussain", "Ahmed", "Ali", "Begum", "Akhtar", "Mahmood", "Miah", "Iqbal", "Shah", "Hassan", "Rahman",
        "Malik", "Chowdhury", "Uddin", "Mirza", "Abdi", "Warsame", "Farah", "Yusuf", "Aziz", "Javed", "Raza", "Butt",
    ]
    static let englishSurnames = [
        "Smith", "Jones", "Williams", "Brown", "Taylor", "Davies", "Evans", "Wilson", "Johnson", "Thomas", "Roberts",
        "Walker", "Wright", "Robinson", "Thompson", "White", "Hughes", "Edwards", "Green", "Hall", "Wood", "Harris",
        "Lewis", "Martin", "Jackson", "Clarke", "Turner", "Hill", "Scott", "Cooper", "Morris", "Ward", "Moore", "King",
        "Watson", "Baker", "Morgan", "Patel", "Murphy", "Kelly", "Campbell", "OBrien", "Francis", "Osei", "Okafor",
    ]
}
