// The kinds of frames on the socket between the gateway and its child process.

/// What a frame says. The gateway says the first ones, the child the others.
enum HostFrame: UInt8 {
    // The gateway to the child
    case order = 1
    case begin = 2
    /// The answer to the child's request; its body comes as a descriptor.
    case answer = 3

    // The child to the gateway
    /// The rules stand; what the kernel lacks.
    case entered = 64
    /// The host couldn't put up the rules, or couldn't load or start what it should: why.
    case refused = 65
    case request = 66
    /// Records, rows left out and rows refused, in their order.
    case statements = 67
    case remember = 68
    case remark = 69
    /// The module waits for the next answer.
    case more = 70
    case done = 72
    /// The module says that it failed.
    case failed = 73
}

/// How the host's process ends where it ends itself.
enum HostExit: Int32 {
    case well = 0
    /// It refused, and said why over the socket.
    case refused = 64
    /// The gateway went away or spoke what the host doesn't understand.
    case cutOff = 65
    /// The system refused memory, and what was run couldn't go on.
    case memory = 66
    /// What was run called back when it mustn't: on another thread, or after its end.
    case misuse = 67
}
