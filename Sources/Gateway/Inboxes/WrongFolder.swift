// A file that lies in the wrong folder: recognised by its headings. Pure.

import Adapters

/// Why a file doesn't belong where it lies.
struct WrongFolder: Equatable {
    let reason: String

    /// Nil where the file belongs where it lies, or nobody knows where it does.
    ///
    /// A file that the folder's adapter can read is taken there, unless another folder's knows every one of its columns
    /// and this one doesn't know half of them.
    init?(header: [String], for manifest: Manifest, fit: HeaderFit, among manifests: [Manifest]) {
        if fit.isUsable, fit.unknown.count * 2 <= header.count { return nil }
        let fitting = Manifest.recognise(header, among: manifests).filter { $0.manifest.id != manifest.id }
        if fit.isUsable {
            guard
                let better = fitting.first(where: {
                    $0.manifest.source.isInbox && $0.file.fit(of: header).unknown.isEmpty
                })
            else { return nil }
            reason = Self.belongs(in: [better.manifest], not: manifest)
            return
        }
        let folders = fitting.map(\.manifest).filter(\.source.isInbox)
        if !folders.isEmpty {
            reason = Self.belongs(in: folders, not: manifest)
        } else if let other = fitting.first?.manifest {
            reason =
                "This is no file for the folder \(manifest.id). By its headings it is \(other.title), which "
                + "\(other.partner) sends to the gateway directly."
                + Self.advice("Remove it from this folder, and tell the council if you were asked to send it.")
        } else {
            return nil
        }
    }

    private static func belongs(in folders: [Manifest], not manifest: Manifest) -> String {
        let names = folders.prefix(3).map { "\($0.id) (\($0.title))" }.joined(separator: " or ")
        let ids = folders.prefix(3).map(\.id).joined(separator: " or ")
        return "This is no file for the folder \(manifest.id). By its headings it belongs in the folder \(names)."
            + advice("Save it in the folder \(ids) instead.")
    }

    private static func advice(_ text: String) -> String { RefusalAdvice.mark + text }
}

/// How a reason for a refusal carries its own advice: both are one text in the store.
enum RefusalAdvice {
    static let mark = " What to do: "

    static func joined(_ reason: String, _ advice: String?) -> String { reason + (advice.map { mark + $0 } ?? "") }

    /// The same of a text that ends with the advice already.
    static func marked(_ text: String, endingWith advice: String) -> String {
        guard !advice.isEmpty, text.hasSuffix(" \(advice)") else { return text }
        return joined(String(text.dropLast(advice.count + 1)), advice)
    }

    /// The reason and the advice; the usual advice where the reason has none of its own.
    static func split(_ reason: String) -> (reason: String, advice: String) {
        if let (reason, advice) = own(reason) { return (reason, advice) }
        return (reason, "Put it right, save the file again in this folder, and look for the new receipt.")
    }

    /// The same where the reason has an advice of its own.
    static func own(_ reason: String) -> (reason: String, advice: String)? {
        guard let range = reason.range(of: mark) else { return nil }
        return (String(reason[..<range.lowerBound]), String(reason[range.upperBound...]))
    }
}
