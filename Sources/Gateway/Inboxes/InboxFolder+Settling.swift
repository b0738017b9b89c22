// The end of a taken file: its receipts are written first, then it is moved beside them.

import Foundation
import Glibc
import SENDRecords

/// How a taken file ended.
enum Settling: Sendable, Equatable {
    case settled
    /// Somebody went on writing it after it was taken: it lies in the folder again.
    case putBack
}

extension InboxFolder {
    /// Settles a file. After a crash between two of its steps it may be called again and ends in the same state.
    func settle(_ file: TakenFile, _ outcome: InboxOutcome) throws(FolderError) -> Settling {
        let folder = try OpenFolder(path: path)
        let taking = try folder.folder(InboxPlace.taking)
        let name = file.taken.fileName
        let entry = taking.entry(name)
        if let entry, entry.look != file.look {
            try putBack(file.taken, under: FileName(file.taken.name), from: taking, to: folder)
            return .putBack
        }
        let shelf = try folder.folder(outcome.isAccepted ? InboxPlace.done : InboxPlace.refused)
        if file.isRepeated, !place.isMain {
            let other = try folder.folder(outcome.isAccepted ? InboxPlace.refused : InboxPlace.done)
            try removeReceipts(of: file.taken, in: other)
        }
        let final = finalName(of: file, in: shelf)
        try writeReceipts(outcome.receipt, of: file.taken.claim, beside: final, in: shelf)
        // A file that somebody removed meanwhile has its receipts all the same.
        if outcome.keepsFile, entry != nil, shelf.entry(FileName(final))?.look.inode != file.look.inode {
            // The name was free, and only the gateway adds to these folders; should somebody else have been faster,
            // this fails and is tried again under the next name.
            guard try taking.moveWithoutReplacing(name, to: shelf, as: FileName(final)) else {
                throw FolderError("can't move a file", EEXIST)
            }
        } else {
            try taking.remove(name)
        }
        try shelf.sync()
        try taking.sync()
        return .settled
    }

    /// Removes settled files that came before a day, and receipts that were written before another one. The names that
    /// settling gave them say when they came; what has another name is not ours.
    func forget(filesBefore day: CalendarDate, receiptsBefore receiptDay: CalendarDate) throws(FolderError) {
        let folder = try OpenFolder(path: path)
        for name in place.shelves {
            let shelf = try folder.folder(name)
            var over: [FileName] = []
            try shelf.forEachName { name in
                let text = String(decoding: name.bytes, as: UTF8.self)
                guard let came = Self.day(ofSettled: text) else { return true }
                let isReceipt = text.hasSuffix(DroppedName.receiptText) || text.hasSuffix(DroppedName.receiptJSON)
                if came < (isReceipt ? receiptDay : day) { over.append(name) }
                return true
            }
            for name in over where shelf.entry(name)?.kind == .file { try shelf.remove(name) }
        }
    }

    /// The day in a name such as `2026-11-21 203000 pupils.csv`; nil where it is none that settling gives.
    private static func day(ofSettled name: String) -> CalendarDate? {
        let parts = name.split(separator: " ", maxSplits: 2)
        guard parts.count == 3, parts[1].utf8.prefix(6).count == 6,
            parts[1].utf8.prefix(6).allSatisfy({ $0 >= 48 && $0 <= 57 })
        else { return nil }
        return CalendarDate(iso: String(parts[0]))
    }

    /// Gives a file that is not to be worked on back to its folder.
    func giveBack(_ file: TakenFile) throws(FolderError) {
        let folder = try OpenFolder(path: path)
        let taking = try folder.folder(InboxPlace.taking)
        try putBack(file.taken, under: FileName(file.taken.name), from: taking, to: folder)
    }

    /// Writes a new receipt for a file that was settled, and moves the file if it now belongs on the other shelf: a
    /// person has released or refused a file that waited.
    func settleAgain(_ taken: TakenName, _ outcome: InboxOutcome) throws(FolderError) {
        let folder = try OpenFolder(path: path)
        let shelf = try folder.folder(outcome.isAccepted ? InboxPlace.done : InboxPlace.refused)
        let other = try folder.folder(outcome.isAccepted ? InboxPlace.refused : InboxPlace.done)
        let here = search(for: taken, in: shelf)
        let there = search(for: taken, in: other)
        try writeReceipts(outcome.receipt, of: taken.claim, beside: here.name, in: shelf)
        guard there.isOurs else { return }
        if other.has(FileName(there.name)) {
            _ = try other.moveWithoutReplacing(FileName(there.name), to: shelf, as: FileName(here.name))
        }
        try removeReceipts(of: taken, in: other)
        try shelf.sync()
        try other.sync()
    }

    /// Gives a file back to its folder, under another name where something has its own.
    func putBack(
        _ taken: TakenName, under name: FileName, from taking: borrowing OpenFolder, to folder: borrowing OpenFolder
    ) throws(FolderError) {
        var free = name
        var number = 2
        while try !taking.moveWithoutReplacing(taken.fileName, to: folder, as: free) {
            free = FileName("\(number) \(taken.name)")
            number += 1
        }
    }

    private func writeReceipts(
        _ receipt: Receipt, of claim: Claim, beside final: String, in shelf: borrowing OpenFolder
    ) throws(FolderError) {
        var receipt = receipt
        receipt.claim = claim.id
        let hidden = FileName("\(Self.hiddenStart)\(claim.id)")
        // The JSON one first: it says whose receipts these are if the other one is missing after a crash.
        try shelf.write(receipt.json(), as: FileName(final + DroppedName.receiptJSON), hidden: hidden)
        let text = receipt.text(timeZone: timeZone)
        try shelf.write(Self.forWindows(text), as: FileName(final + DroppedName.receiptText), hidden: hidden)
        try shelf.sync()
    }

    private func removeReceipts(of taken: TakenName, in shelf: borrowing OpenFolder) throws(FolderError) {
        let found = search(for: taken, in: shelf)
        guard found.isOurs, !shelf.has(FileName(found.name)) else { return }
        try shelf.remove(FileName(found.name + DroppedName.receiptText))
        try shelf.remove(FileName(found.name + DroppedName.receiptJSON))
    }

    /// The name for the file on a shelf: the one for which receipts of its claim lie there, otherwise a free one.
    private func finalName(of file: TakenFile, in shelf: borrowing OpenFolder) -> String {
        let found = search(for: file.taken, in: shelf)
        // Ours by its receipt; the file itself may be there already, when a crash came between its two names.
        guard found.isOurs, let entry = shelf.entry(FileName(found.name)), entry.look.inode != file.look.inode else {
            return found.name
        }
        return search(for: file.taken, in: shelf, from: found.number + 1).name
    }

    /// The first name for which receipts of the claim lie on the shelf, or else the first free one.
    private func search(
        for taken: TakenName, in shelf: borrowing OpenFolder, from first: Int = 1
    ) -> (name: String, number: Int, isOurs: Bool) {
        let stamp = LocalTime(taken.claim.arrived, in: timeZone).stamp
        var number = first
        while true {
            let name = number == 1 ? "\(stamp) \(taken.name)" : "\(stamp)-\(number) \(taken.name)"
            let json = FileName(name + DroppedName.receiptJSON)
            if shelf.has(json) {
                if let bytes = shelf.bytes(of: json, atMost: 4 << 20), Receipt.claim(inJSON: bytes) == taken.claim.id {
                    return (name, number, true)
                }
            } else if !shelf.has(FileName(name)), !shelf.has(FileName(name + DroppedName.receiptText)) {
                return (name, number, false)
            }
            number += 1
        }
    }

    /// Text with the line ends that every Windows program shows.
    static func forWindows(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte == 10 { bytes.append(13) }
            bytes.append(byte)
        }
        return bytes
    }
}
