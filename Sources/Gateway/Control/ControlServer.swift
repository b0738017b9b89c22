// The daemon's side: takes commands that change something while it holds the state folder.

import Foundation
import Glibc

/// Listens on `control.sock` in the state folder and hands each request to the handler.
///
/// One thread accepts, one thread serves each connection; the lock guards the life and the count.
final class ControlServer: @unchecked Sendable {
    /// Answers a request. It may tell how far it is. A command goes on to its end when whoever gave it goes away.
    typealias Handler =
        @Sendable (ControlRequest, _ progress: @escaping @Sendable (String) -> Void) async ->
        ControlAnswer

    private enum Life {
        case new
        /// `stop` is the pipe's end that ends the accepting thread when it is closed.
        case listening(stop: Int32)
        case stopped
    }

    /// How many commands are worked on at once.
    static let connectionLimit = 16
    private static let patience = 10

    private let stateFolder: String
    private let handler: Handler
    private let condition = NSCondition()
    private var life = Life.new
    private var connections = 0

    /// Only the owner of the state folder makes one.
    init(stateFolder: String, handler: @escaping Handler) {
        self.stateFolder = stateFolder
        self.handler = handler
    }

    /// Serves until the task is cancelled; then lets the commands at hand answer.
    func run() async throws {
        try start()
        let (end, ended) = AsyncStream<Void>.makeStream()
        await withTaskCancellationHandler {
            for await _ in end {}
        } onCancel: {
            ended.finish()
        }
        await stop()
    }

    /// Listens from now on. Throws `ControlError`.
    func start() throws {
        condition.lock()
        defer { condition.unlock() }
        guard case .new = life else { return }
        let socket = try ControlSocket.listening(in: stateFolder)
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw ControlError("can't make a pipe", code: errno, hint: "Raise the limit of open files.")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        life = .listening(stop: ends[1])
        let listener = fcntl(socket.descriptor, F_DUPFD_CLOEXEC, 3)
        let stopped = ends[0]
        let thread = Thread { [self] in accept(on: ControlSocket(owning: listener), until: stopped) }
        thread.name = "control"
        thread.start()
    }

    /// Takes no more requests, waits for the answers at hand, and removes the socket.
    func stop() async {
        let thread = WorkThread(named: "control end")
        try? await thread.run { [self] in
            condition.lock()
            if case .listening(let stop) = life {
                life = .stopped
                unlink("\(stateFolder)/\(ControlSocket.name)")
                close(stop)
            }
            while connections > 0 { condition.wait() }
            condition.unlock()
        }
        thread.stop()
    }

    private func accept(on listener: consuming ControlSocket, until stopped: Int32) {
        var polled = [
            pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stopped, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let count = poll(&polled, 2, -1)
            if count < 0, errno == EINTR { continue }
            if count <= 0 || polled[1].revents != 0 { break }
            let descriptor = connection(from: listener.descriptor)
            if descriptor >= 0 { welcome(descriptor) }
        }
        close(stopped)
    }

    private func connection(from listener: Int32) -> Int32 {
        let descriptor = Glibc.accept(listener, nil, nil)
        if descriptor >= 0 {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        } else if errno == EMFILE || errno == ENFILE {
            // The connection stays in the queue; without a pause this would spin.
            Thread.sleep(forTimeInterval: 0.1)
        }
        return descriptor
    }

    private func welcome(_ descriptor: Int32) {
        condition.lock()
        let hasRoom = connections < Self.connectionLimit
        if hasRoom { connections += 1 }
        condition.unlock()
        guard hasRoom else {
            let socket = ControlSocket(owning: descriptor)
            socket.limit(seconds: 1)
            let answer = ControlAnswer(isDone: false, message: "The gateway has too many commands to do: try again.")
            _ = socket.send(ControlLine.answer(answer).bytes)
            return
        }
        let thread = Thread { [self] in
            serve(ControlSocket(owning: descriptor))
            condition.lock()
            connections -= 1
            condition.broadcast()
            condition.unlock()
        }
        thread.name = "control command"
        thread.start()
    }

    /// Reads one request and writes its lines. The handler runs on the cooperative pool; only this thread waits.
    private func serve(_ socket: consuming ControlSocket) {
        socket.limit(seconds: Self.patience)
        var rest: [UInt8] = []
        guard let line = socket.line(&rest, atMost: ControlRequest.limit) else { return }
        guard let request = ControlRequest(line) else {
            let answer = ControlAnswer(isDone: false, message: "This is no request that the gateway knows.")
            _ = socket.send(ControlLine.answer(answer).bytes)
            return
        }
        let lines = ControlLines()
        Task { [handler] in
            let answer = await handler(request) { lines.add(.progress($0)) }
            lines.add(.answer(answer))
        }
        var isThere = true
        while true {
            let line = lines.next()
            if isThere { isThere = socket.send(line.bytes) }
            if case .answer = line { return }
        }
    }
}

/// The lines of one command on their way to its thread. The lock guards the queue.
private final class ControlLines: @unchecked Sendable {
    private let condition = NSCondition()
    private var queue: [ControlLine] = []
    private static let limit = 10_000

    func add(_ line: ControlLine) {
        condition.lock()
        // Whoever reads slowly loses progress, never the answer.
        if queue.count < Self.limit || line.isAnswer { queue.append(line) }
        condition.signal()
        condition.unlock()
    }

    func next() -> ControlLine {
        condition.lock()
        defer { condition.unlock() }
        while queue.isEmpty { condition.wait() }
        return queue.removeFirst()
    }
}

extension ControlLine {
    fileprivate var isAnswer: Bool {
        if case .answer = self { true } else { false }
    }
}
