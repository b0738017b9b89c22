// English names of months and weekdays, whole or short, in any case.

enum MonthName {
    static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let whole = names.map { Array($0.lowercased().utf8) }
    private static let weekdays = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ].map { Array($0.utf8) }

    /// 1 to 12 for a name of three letters or more (`Sep`, `Sept`, `September`), or 0.
    static func month(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        guard word.count >= 3 else { return 0 }
        let month = short(word[0], word[1], word[2])
        guard month > 0 else { return 0 }
        return isStart(word, of: whole[month - 1]) ? month : 0
    }

    /// A weekday of three letters or more: `Mon`, `Tues`, `Thursday`.
    static func isWeekday(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        word.count >= 3 && weekdays.contains { isStart(word, of: $0) }
    }

    private static func isStart(_ word: UnsafeBufferPointer<UInt8>, of name: [UInt8]) -> Bool {
        guard word.count <= name.count else { return false }
        for index in 0..<word.count where word[index] | 0x20 != name[index] { return false }
        return true
    }

    /// 1 to 12, or 0 for no month.
    static func short(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        switch (first | 0x20, second | 0x20, third | 0x20) {
        case (0x6A, 0x61, 0x6E): 1
        case (0x66, 0x65, 0x62): 2
        case (0x6D, 0x61, 0x72): 3
        case (0x61, 0x70, 0x72): 4
        case (0x6D, 0x61, 0x79): 5
        case (0x6A, 0x75, 0x6E): 6
        case (0x6A, 0x75, 0x6C): 7
        case (0x61, 0x75, 0x67): 8
        case (0x73, 0x65, 0x70): 9
        case (0x6F, 0x63, 0x74): 10
        case (0x6E, 0x6F, 0x76): 11
        case (0x64, 0x65, 0x63): 12
        default: 0
        }
    }
}
