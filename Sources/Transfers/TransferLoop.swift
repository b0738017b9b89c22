// What the engine's thread does: starts transfers as there is room, lets libcurl work, and answers.

import CCurl
import Glibc

/// libcurl's "multi" handle. Everything but `wake` belongs to the engine's thread.
struct CurlSet: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    /// From any thread, while the set lives: ends a `curl_multi_poll`.
    func wake() { curl_multi_wakeup(pointer) }
}

/// Belongs to the engine's thread alone.
final class TransferLoop {
    private let set: CurlSet
    private let settings: TransferEngine.Settings
    private var queue: AdmissionQueue<Origin, Transfer>
    private var running: [CurlHandle: Transfer] = [:]
    private var spare: [CurlHandle] = []
    private var pools = ConnectionPools()

    init(_ set: CurlSet, settings: TransferEngine.Settings) {
        self.set = set
        self.settings = settings
        queue = AdmissionQueue(mostInAll: settings.transfersAtOnce, mostInLane: settings.transfersPerOrigin)
        // Idle connections are kept for as many partners as can be talked to at once.
        ccurl_multi_set_long(set.pointer, CURLMOPT_MAXCONNECTS, settings.transfersAtOnce)
    }

    func obey(_ order: TransferThread.Order) {
        switch order {
        case .begin(let transfer):
            if transfer.isCancelled {
                transfer.fail(.cancelled)
            } else {
                transfer.join()
                queue.add(transfer, lane: transfer.address.origin)
            }
        case .cancel(let transfer):
            switch transfer.stage {
            // It has ended, or its beginning is still to come and will see the mark.
            case .ended, .made: break
            // It stays in the queue, and is passed over when its turn comes.
            case .waiting: transfer.fail(.cancelled)
            case .running:
                if let handle = running.first(where: { $0.value === transfer })?.key {
                    end(handle, .failure(TransferError(.cancelled, host: transfer.address.origin.hostAndPort)))
                }
            }
        }
    }

    /// One turn without waiting.
    func work() {
        admit()
        var count: Int32 = 0
        curl_multi_perform(set.pointer, &count)
        var left: Int32 = 0
        while let message = curl_multi_info_read(set.pointer, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            // The message is gone once its handle leaves the set.
            settle(CurlHandle(easy), ccurl_result(message))
        }
        admit()
    }

    /// Until something happens, or a second.
    func wait() {
        curl_multi_poll(set.pointer, nil, 0, 1000, nil)
    }

    /// Answers all that is left, and frees everything. The set must no longer be woken.
    func close() {
        for transfer in queue.removeWaiting() { transfer.fail(.engineNotRunning) }
        for (handle, transfer) in running {
            end(handle, .failure(TransferError(.engineNotRunning, host: transfer.address.origin.hostAndPort)))
        }
        for handle in spare { handle.free() }
        spare = []
        pools.close()
        curl_multi_cleanup(set.pointer)
    }

    private func admit() {
        while let transfer = queue.next() {
            guard transfer.stage == .waiting else {
                queue.release(lane: transfer.address.origin)
                continue
            }
            guard let handle = spare.popLast() ?? CurlHandle() else {
                queue.release(lane: transfer.address.origin)
                transfer.fail(.other(code: Int(CURLE_OUT_OF_MEMORY.rawValue)))
                continue
            }
            start(transfer, on: handle)
        }
    }

    private func start(_ transfer: Transfer, on handle: CurlHandle) {
        running[handle] = transfer
        let pool = transfer.connections.flatMap { pools.take($0) }
        transfer.begin(on: handle, pool: pool, settings: settings)
        if curl_multi_add_handle(set.pointer, handle.pointer) != CURLM_OK {
            end(
                handle,
                .failure(
                    TransferError(
                        .other(code: Int(CURLE_FAILED_INIT.rawValue)), host: transfer.address.origin.hostAndPort)
                ))
        }
    }

    private func settle(_ handle: CurlHandle, _ code: CURLcode) {
        guard let transfer = running[handle] else { return }
        end(handle, transfer.settle(code, on: handle, now: settings.now))
    }

    /// In this order: out of the set, options forgotten, room made, caller answered.
    private func end(_ handle: CurlHandle, _ result: Result<TransferAnswer, TransferError>) {
        guard let transfer = running.removeValue(forKey: handle) else { return }
        curl_multi_remove_handle(set.pointer, handle.pointer)
        handle.reset()
        handle.leavePool()
        if let connections = transfer.connections { pools.release(connections) }
        spare.append(handle)
        queue.release(lane: transfer.address.origin)
        transfer.end(result)
    }
}
