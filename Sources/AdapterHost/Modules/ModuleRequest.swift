// What a module asks for, and what it is given.

/// A request of a module. The gateway adds what proves who is asking, and refuses every origin that isn't declared.
public struct ModuleRequest: Equatable, Sendable {
    public let method: String
    /// Behind the declared origin, or whole.
    public let address: String
    public let headers: [ModuleStatement.Field]
    public let body: [UInt8]

    static func read(_ content: FrameReader) throws(FrameFault) -> ModuleRequest {
        var reader = content
        let method = try reader.text()
        let address = try reader.text()
        let count = try reader.number32()
        var headers: [ModuleStatement.Field] = []
        for _ in 0..<count {
            let name = try reader.text()
            headers.append(ModuleStatement.Field(name: name, value: try reader.text()))
        }
        let body = [UInt8](try reader.part())
        try reader.end()
        return ModuleRequest(method: method.isEmpty ? "GET" : method, address: address, headers: headers, body: body)
    }
}

/// What a request came to.
public struct ModuleAnswer: Sendable {
    public let status: Int
    /// An open file with the whole body, unpacked, which the taker closes; -1 where there is none.
    public let body: Int32
    public let size: Int
    /// Names in lower case.
    public let headers: [ModuleStatement.Field]

    public init(status: Int, body: Int32, size: Int, headers: [ModuleStatement.Field]) {
        self.status = status
        self.body = body
        self.size = size
        self.headers = headers
    }

    func frame(payload: Int) -> [UInt8] {
        var writer = FrameWriter(HostFrame.answer.rawValue)
        writer.put(UInt32(status))
        writer.put(UInt32(payload))
        writer.put(UInt64(size))
        writer.put(UInt32(headers.count))
        for header in headers {
            writer.put(header.name)
            writer.put(header.value)
        }
        return writer.finished()
    }
}
