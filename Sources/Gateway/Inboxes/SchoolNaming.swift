// A column of the file that says whose pupils these are: another school's file is not taken. Pure.

import Feeds

/// Counts the rows of a dropped file that name its own school, and those that name another one.
struct SchoolNaming {
    private let urn: String
    private let laestab: String?
    private var urnColumn: Int?
    private var laestabColumn: Int?
    private var own = 0
    private var others = 0
    private var other = ""

    private static let urnNames: Set = ["urn", "schoolurn", "establishmenturn", "urnofschool"]
    private static let laestabNames: Set = ["laestab", "lestab", "dfenumber", "dfeno", "dfesnumber", "schoollaestab"]

    /// `laestab` is the school's number within its council where the register says it.
    init(urn: String, laestab: String?) {
        self.urn = urn
        self.laestab = laestab.map(Self.digits)
    }

    /// Looks for the columns; those that the adapter reads itself are its own business.
    mutating func begin(_ header: [String], readByAdapter: [String]) {
        let read = Set(readByAdapter.map(Self.folded))
        func column(_ names: Set<String>) -> Int? {
            header.firstIndex { names.contains(Self.folded($0)) && !read.contains(Self.folded($0)) }
        }
        urnColumn = column(Self.urnNames)
        laestabColumn = laestab == nil ? nil : column(Self.laestabNames)
    }

    mutating func look(at row: CSVRow) {
        if let urnColumn, let stated = Self.number(row, urnColumn, digits: 6) {
            count(stated, isOwn: stated == urn)
        } else if let laestabColumn, let stated = Self.number(row, laestabColumn, digits: 7) {
            count(stated, isOwn: stated == laestab)
        }
    }

    /// Why the file is refused, where every row that says whose it is names another school.
    var refusal: String? {
        guard own == 0, others > 0 else { return nil }
        return "Every row of this file that names a school names another one (\(other)); this folder is for the school "
            + "with URN \(urn)." + RefusalAdvice.mark
            + "Save it in that school's own folder, or export your own school's list and save that here."
    }

    private mutating func count(_ stated: String, isOwn: Bool) {
        if isOwn {
            own += 1
        } else {
            if others == 0 { other = stated }
            others += 1
        }
    }

    private static func number(_ row: CSVRow, _ column: Int, digits: Int) -> String? {
        guard column < row.count, !row.isEmpty(at: column) else { return nil }
        let text = self.digits(row.text(at: column))
        return text.utf8.count == digits ? text : nil
    }

    /// The digits of a number as partners write it: `201/3614`, ` 103175 `.
    private static func digits(_ text: String) -> String {
        let rest = text.unicodeScalars.filter { $0 != "/" && $0 != " " && $0 != "-" && $0 != "\u{A0}" }
        return rest.allSatisfy { ("0"..."9").contains($0) } ? String(String.UnicodeScalarView(rest)) : ""
    }

    private static func folded(_ name: String) -> String {
        String(String.UnicodeScalarView(name.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) }))
    }
}
