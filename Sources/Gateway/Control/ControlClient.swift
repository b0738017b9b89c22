// The command's side: hands a request to the daemon that holds the state folder.

/// Talks to the daemon of a state folder, if one runs.
public struct ControlClient: Sendable {
    private let stateFolder: String

    public init(stateFolder: String) {
        self.stateFolder = stateFolder
    }

    /// Sends a request and waits for the answer; nil when no daemon listens, and then nothing was done.
    ///
    /// It blocks as long as the daemon works: call it from a thread of your own, or use `answer(to:)`. `progress` gets
    /// the lines that come before the answer. Throws `ControlError`: after "stopped before it answered" the request may
    /// have been done or not.
    public func send(
        _ request: ControlRequest, progress: (String) -> Void = { _ in }
    ) throws(ControlError) -> ControlAnswer? {
        let bytes = request.bytes
        guard bytes.count <= ControlRequest.limit else {
            throw ControlError("the request is too long", hint: "Give less at once.")
        }
        guard let socket = try ControlSocket.connected(in: stateFolder) else { return nil }
        // When the daemon refuses without reading, its answer is there all the same.
        _ = socket.send(bytes)
        var rest: [UInt8] = []
        while let line = socket.line(&rest, atMost: ControlLine.limit) {
            switch ControlLine(line) {
            case .progress(let text): progress(text)
            case .answer(let answer): return answer
            case nil:
                throw ControlError(
                    "the gateway gave an answer that this command doesn't know",
                    hint: "Use the same version of sendgate for both.")
            }
        }
        throw ControlError(
            "the gateway stopped before it answered", hint: "Look at `sendgate status`, then give the command again.")
    }

    /// The same for asynchronous code: waits on a thread of its own.
    public func answer(
        to request: ControlRequest, progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> ControlAnswer? {
        let thread = WorkThread(named: "control client")
        defer { thread.stop() }
        return try await thread.run { try send(request, progress: progress) }
    }
}

extension ControlClient {
    /// Whether a daemon listens.
    public func isAnswered() throws -> Bool {
        try ControlSocket.connected(in: stateFolder) != nil
    }
}
