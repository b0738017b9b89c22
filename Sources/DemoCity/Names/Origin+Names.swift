// The lists behind the origins: boys' names, girls' names, surnames, the most common first.

extension Origin {
    struct Names: Sendable {
        let boys: NameList
        let girls: NameList
        let surnames: NameList
    }

    static let british = Names(
        boys: NameList(
            """
            Oliver Jack Harry George Noah Charlie Jacob Thomas Oscar William James Leo Alfie Henry Joshua Freddie Ethan
            Archie Isaac Joseph Alexander Samuel Daniel Logan Edward Lucas Max Mason Benjamin Harrison Theo Finley Adam
            Riley Arthur Tyler Liam Kai Jayden Luca Reuben Callum Connor Nathan Luke Michael Matthew Ryan Jude Toby
            Dylan Zachary Louis Stanley Bobby Frankie Jenson Elliott Sebastian Aaron Rory Kian Reece Declan Seán Cameron
            Leon Ashton Bradley Corey Ellis Gabriel Jamie Kyle Lewis Marcus Owen Patrick Robert Sonny Tobias Vincent André
            José Zac Christopher Jonathan Nicholas Anthony Dominic Kieran Shaun Stephen
            """),
        girls: NameList(
            """
            Olivia Amelia Isla Emily Ava Lily Mia Ella Grace Sophie Evie Poppy Isabella Freya Charlotte Ruby Daisy Alice
            Sophia Florence Phoebe Millie Rosie Evelyn Jessica Scarlett Elsie Chloe Matilda Layla Lola Sienna Eva Ellie
            Lucy Erin Holly Molly Hannah Abigail Zara Maisie Imogen Lacey Bethany Summer Amber Harriet Elizabeth Lexi
            Thea Georgia Martha Katie Nancy Orla Willow Esme Jasmine Megan Caitlin Faith Tia Skye Paige Leah Niamh Zoë
            Renée Siân Chloé Eleanor Rebecca Sarah Rachel Victoria Katherine Alexandra Natalie Samantha Jennifer Danielle
            Nicole Isabel Francesca Heidi Iris Josephine Keira Libby Mollie Naomi
            """),
        surnames: NameList.withTail(
            """
            Smith Jones Taylor Williams Brown Davies Evans Wilson Thomas Roberts Johnson Lewis Walker Robinson Wood
            Thompson White Watson Jackson Wright Green Harris Cooper King Lee Martin Clarke James Morgan Hughes Edwards
            Hill Moore Clark Harrison Scott Young Morris Hall Ward Turner Carter Phillips Mitchell Patel Adams Campbell
            Anderson Allen Cook Bailey Parker Miller Davis Murphy Price Bell Baker Griffiths Kelly Simpson Marshall
            Collins Bennett Cox Richardson Fox Gray Rose Chapman Hunt Robertson Shaw Reynolds Lloyd Ellis Richards Russell
            Wilkinson Khan Graham Stewart Reid Murray Powell Palmer Holmes Rogers Stevens Walsh Hunter Thomson Matthews
            Ross Owen Mason Knight Kennedy Butler Saunders Cole Pearce Dean Foster Harvey Hudson Gibson Mills Berry
            Pearson Fisher Barnes Lowe Atkinson Dixon Webb Burton Barker O'Brien O'Neill O'Connor Fletcher Stone Dawson
            """,
            firsts: """
                Ash Black Brad Har Hol Stan West East Nor Sut Whit Wal Mar Lang Hart Green Brom Cal Den Ever Fair Gold
                Had Kings Lin Mil New Old Pem Red Sher Thorn Up Wake Wood Win Hay Cran Ful Hamp
                """,
            seconds: "ton ley ford worth field wood by ham well brook den stead"))

    static let muslim = Names(
        boys: NameList(
            """
            Mohammed Muhammad Ali Ibrahim Yusuf Adam Hassan Ahmed Hamza Omar Bilal Zayn Mustafa Haris Ayaan Yahya Hussain
            Umar Abdullah Zakariya Ismail Isa Musa Rayyan Zain Abdul Junaid Usman Idris Ayub Haroon Mikaeel Sulaiman
            Talha Uzair Imran Kamran Faisal Tariq Aamir Asad Danyal Farhan Ihsan Jibreel Khalid Luqman Nabil Owais Qasim
            Raheem Saad Shayan Taha Waleed Yaseen Zubair Arham Ehsan Aqib Sufyan
            """),
        girls: NameList(
            """
            Fatima Aisha Maryam Zahra Zainab Amina Khadija Hafsa Aaliyah Sumayyah Safiya Inaya Aleena Hana Noor Sara Iqra
            Mariam Ayesha Zara Amna Sana Hiba Laiba Ruqayyah Eliza Anaya Sofia Yasmin Asma Alisha Mahnoor Nusaybah Rabia
            Saira Samira Sidra Tahira Umaymah Warda Zoya Bushra Farah Habiba Halima Iman Jannat Kiran Layla Madiha Nadia
            Rania Sadia Shazia Tayyaba Hooriya Faiza Salma
            """),
        surnames: NameList("Khan"))

    static let indian = Names(
        boys: NameList(
            """
            Arjun Aarav Rohan Aryan Dev Krish Jai Karan Veer Dylan Harjot Gurpreet Jaspreet Manveer Amar Arun Ravi Rajan
            Sukhdeep Simran Nikhil Vikram Anil Ishaan Kabir Jeevan Harpreet Tejan Vihaan Yuvraj Param Akash Deepak
            """),
        girls: NameList(
            """
            Anya Priya Simran Jasmin Kiran Aanya Diya Maya Riya Harleen Jasleen Manpreet Gurleen Avani Kavya Meera Nisha
            Pooja Roshni Saira Tara Anjali Ishani Jaya Khushi Leena Neha Radhika Sonia Amrit Navneet Sukhmani Eesha
            """),
        surnames: NameList(
            """
            Singh Kaur Patel Sharma Sandhu Gill Dhillon Kumar Sidhu Bains Grewal Johal Dhaliwal Mann Rai Sahota Virdee
            Mistry Chauhan Parmar Desai Joshi Mehta Shah Nagra Atwal Bhogal Cheema Deol Hayer Kang Lal Mahal Nijjar
            Purewal Randhawa Sangha Thandi Uppal Chahal Bassi Kalsi Sagoo Bansal Kapoor Malhotra Verma Gupta
            """))

    static let african = Names(
        boys: NameList(
            """
            Daniel David Emmanuel Samuel Joshua Michael Kwame Kofi Chidi Tobi Ayo Femi Ebuka Tunde Kelechi Elijah Caleb
            Jeremiah Nathan Ezekiel Prince Kojo Yaw Obinna Ikenna Segun Tendai Tafara Farai Joel Isaiah Malachi Divine
            """),
        girls: NameList(
            """
            Grace Faith Esther Deborah Blessing Princess Ama Abena Chioma Ngozi Temi Tolu Simi Ruth Naomi Hannah Joy
            Favour Precious Adaeze Ifeoma Yewande Folake Akosua Efua Rutendo Tariro Chipo Michelle Abigail Peace Miriam
            """),
        surnames: NameList(
            """
            Mensah Okafor Adeyemi Owusu Boateng Okonkwo Eze Osei Ibrahim Asante Nwosu Adebayo Moyo Ncube Okoro Balogun
            Appiah Obi Sesay Kamara Bangura Conteh Ogunleye Afolabi Agyeman Amoah Ansah Chukwu Dlamini Igwe Kamau Mutasa
            Ndlovu Nkosi Obasi Odukoya Olawale Oyelaran Sibanda Tetteh Uche Yeboah Zulu Kabongo Mbala Lukusa Jallow Ceesay
            """))

    static let european = Names(
        boys: NameList(
            """
            Jakub Filip Kacper Szymon Antoni Jan Oskar Mateusz Andrei Alexandru David Stefan Luca Matei Michał Tomasz
            Łukasz Adrian Dominik Patryk Roman Viktor Nikolai Ionut Gabriel Marek Paweł Rareș Cristian Dragoș
            """),
        girls: NameList(
            """
            Zuzanna Maja Julia Hanna Oliwia Lena Amelia Maria Elena Ioana Sofia Andreea Alexandra Aleksandra Natalia
            Wiktoria Anastasia Daria Gabriela Iulia Katarzyna Magdalena Łucja Karolina Emilia Nadia Weronika Raluca
            """),
        surnames: NameList(
            """
            Nowak Kowalski Wiśniewski Popa Popescu Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski
            Ionescu Dumitru Stan Stoica Munteanu Radu Horváth Nagy Novák Dvořák Petrov Ivanov Dimitrov Mazur Krawczyk
            Piotrowski Grabowski Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Ciobanu Lăcătuș Marin Balan Kováč
            """))
}
