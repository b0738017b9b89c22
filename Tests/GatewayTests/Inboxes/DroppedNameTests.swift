import SENDRecords
import Testing

@testable import Gateway

@Suite struct DroppedNameTests {
    @Test(arguments: [
        ".hidden", ".pupils.csv.swp", "pupils.csv.tmp", "pupils.TMP", "pupils.part", "pupils.csv.filepart",
        "~$pupils.xlsx", "Thumbs.db", "desktop.ini", "2026-11-21 203000 pupils.csv.receipt.txt", "x.receipt.json",
        "pupils.csv.crdownload", "",
    ])
    func unfinishedAndHiddenFilesAreLeftAlone(name: String) {
        #expect(DroppedName(FileName(name)) == .ignored)
    }

    @Test(arguments: ["pupils.csv", "Schüler Liste (2).csv", "tmp", "part.csv", "~pupils.csv", "$.csv", "名簿.csv"])
    func plainNamesAreTakenAsTheyAre(name: String) {
        #expect(DroppedName(FileName(name)) == .usable(name))
    }

    @Test func aNameWithControlCharactersIsRefusedUnderASafeOne() {
        #expect(DroppedName(FileName("a\nb\u{1B}[2J.csv")) == .unusable(safe: "a_b_[2J.csv"))
        #expect(DroppedName(FileName("csv\u{202E}gpj.exe")) == .unusable(safe: "csv_gpj.exe"))
    }

    @Test func aNameThatIsNoUTF8IsRefusedUnderASafeOne() {
        let name = FileName(bytes: Array("Sch".utf8) + [0xFC] + Array("ler.csv".utf8))
        #expect(DroppedName(name) == .unusable(safe: "Sch_ler.csv"))
    }

    @Test func aVeryLongNameKeepsItsBeginningAndItsEnding() {
        let long = String(repeating: "é", count: 120) + ".csv"
        guard case .usable(let short) = DroppedName(FileName(long)) else {
            Issue.record("refused")
            return
        }
        #expect(short.utf8.count <= DroppedName.longest)
        #expect(short.hasPrefix("éééé"))
        #expect(short.hasSuffix("....csv"))
    }

    @Test func twoUnicodeFormsOfANameAreTwoNames() {
        #expect(FileName("\u{E9}.csv") != FileName("e\u{301}.csv"))
    }

    @Test func aClaimIsReadAsItIsWritten() {
        let claim = Claim(at: Instant(milliseconds: 1_795_293_000_123), chance: 0xABC)
        #expect(claim.id == "1795293000123-0000000000000abc")
        #expect(Claim(id: claim.id) == claim)
        for name in ["pupils.csv", "a~b!c.csv", "!.csv"] {
            for isUsable in [true, false] {
                let taken = TakenName(claim: claim, name: name, isUsable: isUsable)
                #expect(TakenName(taken.fileName) == taken)
            }
        }
        for other in ["pupils.csv", "1795293000123-0000000000000abc", "1795293000123-xyz~a", "~", ""] {
            #expect(TakenName(FileName(other)) == nil)
        }
    }
}
