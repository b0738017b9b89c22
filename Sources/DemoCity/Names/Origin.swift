// The families of a large English city. All people are invented; the lists hold common names only.

/// Where a family's names come from.
struct Origin: Sendable {
    /// Out of 100 families.
    let share: Int
    /// DfE ethnicity codes (SEND-DOMAIN 3.5), the likeliest first.
    let ethnicities: [String]
    let boys: NameList
    let girls: NameList
    let surnames: NameList
    /// Many boys carry Mohammed before the name they are called by.
    let honorific: Bool

    static let all: [Origin] = [
        Origin(
            share: 41, ethnicities: ["WBRI", "WBRI", "WBRI", "WBRI", "WBRI", "WBRI", "WBRI", "WIRI", "WIRT", "WROM"],
            boys: british.boys, girls: british.girls, surnames: british.surnames, honorific: false),
        Origin(
            share: 20, ethnicities: ["APKN"], boys: muslim.boys, girls: muslim.girls,
            surnames: NameList.withTail(
                """
                Khan Hussain Ahmed Ali Mahmood Iqbal Akhtar Begum Malik Bibi Shah Hassan Akram Mirza Raja Butt Aslam
                Rashid Qureshi Chaudhry Ashraf Sheikh Javed Yousaf Riaz Bashir Arshad Anwar Latif Zaman Saleem Sadiq Nazir
                Rafiq Tariq Munir Rehman Siddique Kauser Parveen Shafiq Saeed Azam Younis Mughal Dar Gul Afzal Amin Jabeen
                """,
                firsts: "Abdul Noor Shams Zia Mehr Gulz Far Nas Sult Rab Shah Mun Kam Waz",
                seconds: "ullah aman eem ar ahmad nawaz een iq"),
            honorific: true),
        Origin(
            share: 7, ethnicities: ["AIND"], boys: indian.boys, girls: indian.girls, surnames: indian.surnames,
            honorific: false),
        Origin(
            share: 5, ethnicities: ["ABAN"], boys: muslim.boys, girls: muslim.girls,
            surnames: NameList(
                """
                Begum Miah Ahmed Uddin Ali Khatun Hussain Islam Rahman Khan Chowdhury Hoque Choudhury Alam Haque Sultana
                Akter Karim Bari Sarkar Khanom Rashid Kabir Mannan Malek Talukdar Sikder Bhuiyan Mondal Matin Shaheed
                """),
            honorific: true),
        Origin(
            share: 6, ethnicities: ["BCRB", "BCRB", "BOTH"], boys: british.boys, girls: british.girls,
            surnames: NameList(
                """
                Campbell Williams Brown Clarke Francis Gordon Grant Lewis Henry Morgan Reid Thomas Walters Bailey Johnson
                Samuels Powell Wright Edwards Thompson Dixon Graham Simpson McKenzie Bennett Palmer Gayle Blake Whyte
                Dacosta Hylton Beckford Facey Lindo Pinnock Rowe Swaby Tulloch Weekes Wynter Barrett Christie
                """),
            honorific: false),
        Origin(
            share: 6, ethnicities: ["BAFR"], boys: african.boys, girls: african.girls, surnames: african.surnames,
            honorific: false),
        Origin(
            share: 3, ethnicities: ["BAFR"], boys: muslim.boys, girls: muslim.girls,
            surnames: NameList(
                """
                Mohamed Ali Abdi Hassan Ahmed Osman Farah Hussein Ibrahim Omar Jama Warsame Yusuf Abdullahi Nur Adan Aden
                Elmi Hersi Ismail Mohamud Salad Shire Duale Egal Guled Hirsi Isse Kadir Liban Roble Samatar Warfa
                """),
            honorific: false),
        Origin(
            share: 4, ethnicities: ["WOTH"], boys: european.boys, girls: european.girls,
            surnames: european.surnames, honorific: false),
        Origin(
            share: 3, ethnicities: ["OOTH", "AOTH", "REFU"], boys: muslim.boys, girls: muslim.girls,
            surnames: NameList(
                """
                Al-Hassan Saleh Mohammed Nasser Haddad Khalil Mansour Ibrahim Said Aziz Hamid Darwish Najjar Qasim
                Rahimi Ahmadi Karimi Noori Safi Stanekzai Zazai Amiri Hosseini Rezaei Sharifi Barzani Kurdi Yassin
                Al-Jabri El-Sayed Ben-Ali Abdel-Rahman Tawfiq Sabri Hariri
                """),
            honorific: false),
        Origin(
            share: 1, ethnicities: ["CHNE"],
            boys: NameList("Wei Jun Hao Ming Jason Kevin Ethan Ryan Lucas Chen Yi Leo"),
            girls: NameList("Mei Li Xin Yan Jia Emily Chloe Lily Jessica Hui Ling Amy"),
            surnames: NameList(
                "Wang Li Zhang Chen Liu Wong Chan Lam Cheung Ng Lau Ho Tang Leung Yip Huang Lin Xu Zhou"),
            honorific: false),
        Origin(
            share: 4, ethnicities: ["MWBC", "MWAS", "MWBA", "MOTH", "NOBT"], boys: british.boys, girls: british.girls,
            surnames: NameList(
                """
                Khan Campbell Smith Singh Jones Francis Clarke Ali Brown Okafor Taylor Patel Reid Ahmed Williams Grant
                Davies Mensah Evans Bailey Hussain Morgan Kaur Thomas Johnson Wilson Hall Gordon Cole Bennett
                """),
            honorific: false),
    ]

    /// Where each of 100 families comes from.
    static let byShare: [Int] = all.indices.flatMap { Array(repeating: $0, count: all[$0].share) }
}
