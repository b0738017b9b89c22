// Who may start next: so many at once in all, so many at once for each lane (an origin), first come
// first served within a lane, and the lanes take turns, so that one slow partner holds up nobody else.

struct AdmissionQueue<Lane: Hashable, Item> {
    private struct Line {
        var running = 0
        var waiting: [Item] = []
        var head = 0
        var isInTurn = false

        var isEmpty: Bool { head == waiting.count }

        mutating func removeFirst() -> Item {
            let item = waiting[head]
            head += 1
            if head == waiting.count {
                waiting.removeAll(keepingCapacity: true)
                head = 0
            } else if head > 1024, head * 2 > waiting.count {
                waiting.removeFirst(head)
                head = 0
            }
            return item
        }
    }

    private let mostInAll: Int
    private let mostInLane: Int
    private var lines: [Lane: Line] = [:]
    private var turns: [Lane] = []
    private var running = 0

    init(mostInAll: Int, mostInLane: Int) {
        self.mostInAll = mostInAll
        self.mostInLane = mostInLane
    }

    mutating func add(_ item: Item, lane: Lane) {
        lines[lane, default: Line()].waiting.append(item)
        takeTurn(lane)
    }

    /// The next that may start, if any; it counts as running until its lane is released.
    mutating func next() -> Item? {
        guard running < mostInAll, !turns.isEmpty else { return nil }
        let lane = turns.removeFirst()
        lines[lane]?.isInTurn = false
        guard let item = lines[lane]?.removeFirst() else { return nil }
        lines[lane]?.running += 1
        running += 1
        takeTurn(lane)
        return item
    }

    /// One of the lane has ended.
    mutating func release(lane: Lane) {
        running -= 1
        lines[lane]?.running -= 1
        takeTurn(lane)
        if let line = lines[lane], line.running == 0, line.isEmpty { lines[lane] = nil }
    }

    /// All that have not started, which are then no longer here.
    mutating func removeWaiting() -> [Item] {
        let items = lines.values.flatMap { $0.waiting[$0.head...] }
        lines = lines.mapValues { Line(running: $0.running) }
        turns = []
        return items
    }

    private mutating func takeTurn(_ lane: Lane) {
        guard let line = lines[lane], !line.isInTurn, !line.isEmpty, line.running < mostInLane else { return }
        lines[lane]?.isInTurn = true
        turns.append(lane)
    }
}
