// Looks through all inboxes: what lies there, what may be taken. Polling is the truth.

import Foundation
import SENDRecords

/// What one look at one folder found.
struct InboxLook: Sendable {
    let lane: Int
    /// Oldest first.
    let files: [WaitingFile]
    /// Whether more may be taken than are listed.
    let hasMore: Bool
    /// Files taken before the last stop; only at the first look.
    let recovered: [TakenFile]
    let events: [InboxEvent]
}

/// The looks at all folders, and what was seen before. It belongs to the look thread: only that one calls `look`.
final class InboxLooker: @unchecked Sendable {
    private struct Watched {
        let folder: InboxFolder
        var standing: StandingStill
        var isPrepared = false
        /// Whether the files taken before the last stop were handed on; later ones are known to the workers.
        var hasRecovered = false
        var hasTrouble = false
        var noted: Set<FileName> = []
        /// What `NOT-TAKEN.txt` says; nil where it isn't known yet.
        var told: String??
    }

    /// How many files of one folder are handed on in one look.
    static let handed = 4096
    private static let notedLimit = 1000

    private var folders: [Watched]
    private let watch: FolderWatch

    init(_ folders: [InboxFolder], settleTime: Duration, watch: FolderWatch) {
        self.folders = folders.map { Watched(folder: $0, standing: StandingStill(settleTime: settleTime)) }
        self.watch = watch
    }

    /// One look at every folder. Gives the folders in which there is something to do or to tell, and when the next file
    /// may stand still. Folders with a backlog are left out: thousands of files aren't listed anew for each that is taken.
    func look(except backlogs: Set<Int> = []) -> (looks: [InboxLook], soonest: ContinuousClock.Instant?) {
        var looks: [InboxLook] = []
        var soonest: ContinuousClock.Instant?
        for lane in folders.indices where !backlogs.contains(lane) {
            let look = look(at: lane)
            if let due = folders[lane].standing.soonest { soonest = min(soonest ?? due, due) }
            looks.append(look)
        }
        return (looks, soonest)
    }

    private func look(at lane: Int) -> InboxLook {
        var recovered: [TakenFile] = []
        var events: [InboxEvent] = []
        var found = OldestFiles(atMost: 0)
        do throws(FolderError) {
            if !folders[lane].isPrepared {
                let left = try folders[lane].folder.prepare()
                if !folders[lane].hasRecovered { recovered = left }
                folders[lane].hasRecovered = true
                // The watch comes first, then the look, so that no file falls between.
                watch.watch(folders[lane].folder.path)
                folders[lane].isPrepared = true
            }
            found = try files(in: lane, &events)
            folders[lane].hasTrouble = false
        } catch {
            // A trouble that lasts is told once; the folder is made anew when it can be.
            if !folders[lane].hasTrouble { events.append(.trouble(folders[lane].folder.place, error)) }
            folders[lane].hasTrouble = true
            folders[lane].isPrepared = false
        }
        return InboxLook(
            lane: lane, files: found.files, hasMore: found.hasMore, recovered: recovered, events: events)
    }

    private func files(in lane: Int, _ events: inout [InboxEvent]) throws(FolderError) -> OldestFiles {
        let folder = try OpenFolder(path: folders[lane].folder.path)
        let now = ContinuousClock.now
        var found = OldestFiles(atMost: Self.handed)
        var left = LeftAlone()
        folders[lane].standing.begin()
        try folder.forEachName { name in
            guard !DroppedName.isIgnored(name), let entry = folder.entry(name) else { return true }
            if let reason = Self.reason(name, entry, in: folder) {
                if isOwn(name, entry.kind, in: lane) { return true }
                left.add(name, reason)
                note(name, reason, in: lane, &events)
            } else if folders[lane].standing.stands(name, entry.look, at: now) {
                found.add(WaitingFile(name: name, look: entry.look))
            }
            return true
        }
        folders[lane].standing.end()
        found.cut()
        try tell(left, in: lane, folder)
        return found
    }

    /// Why something is left alone; nil for a file that may be taken.
    private static func reason(
        _ name: FileName, _ entry: OpenFolder.Entry, in folder: borrowing OpenFolder
    ) -> LeftAlone.Reason? {
        switch entry.kind {
        case .folder: .folder
        case .link: .link
        case .other: .special
        case .file where entry.names > 1: .secondName
        case .file: folder.mayRead(name) ? nil : .unreadable
        }
    }

    /// A folder that belongs there: a shelf, or in a school's main folder the folder of an adapter.
    private func isOwn(_ name: FileName, _ kind: OpenFolder.Entry.Kind, in lane: Int) -> Bool {
        guard kind == .folder else { return false }
        let place = folders[lane].folder.place
        return place.shelves.contains { FileName($0) == name }
            || place.isMain
                && folders.contains { $0.folder.place.urn == place.urn && FileName($0.folder.place.adapter) == name }
    }

    /// Writes what is left alone into the folder, where it has changed.
    private func tell(_ left: LeftAlone, in lane: Int, _ folder: borrowing OpenFolder) throws(FolderError) {
        let text = left.text
        if let told = folders[lane].told, told == text { return }
        let name = FileName(LeftAlone.fileName)
        if let text {
            let bytes = InboxFolder.forWindows(text)
            if folder.bytes(of: name, atMost: 1 << 20) != bytes {
                try folder.write(bytes, as: name, hidden: FileName("\(InboxFolder.hiddenStart)not-taken"))
            }
        } else if folder.entry(name)?.kind == .file {
            try folder.remove(name)
        }
        folders[lane].told = .some(text)
    }

    private func note(
        _ name: FileName, _ reason: LeftAlone.Reason, in lane: Int, _ events: inout [InboxEvent]
    ) {
        if folders[lane].noted.count >= Self.notedLimit { return }
        guard folders[lane].noted.insert(name).inserted else { return }
        events.append(.notAFile(folders[lane].folder.place, kind: reason.words))
    }
}
