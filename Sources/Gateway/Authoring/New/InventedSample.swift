// A file as a partner might send one, for an author who has none yet. Nobody in it exists.

enum InventedSample {
    static let text = """
        Case number,NHS number,UPN,Surname,Forename,Date of birth,Postcode,SEN provision
        T-1001,9000000009,,Alder,Ines,2015-03-01,B1 1AA,K
        T-1002,9000000017,,Birch,Tomas,2014-11-20,B1 1AB,E
        T-1003,,,Cedar,Amara,2017-06-12,B2 4QA,K
        T-1004,,,Dogwood,Noor,2013-01-31,B3 2DD,E
        T-1005,,,Elder,Sami,2016-09-09,B4 7ET,K
        T-1006,,,Fir,Leila,2012-12-24,B5 5SE,E

        """
}
