// The declared keys of a file in `config/consumers/`: reading, checking and the printed reference use them.

import Configuring

enum AgreementKeys {
    static let title = Key<String>("title", .said, required: true, "the consumer as people call it")
    static let sector = Key<Sector>(
        "sector", .choice(), "what kind of organisation it is; fields that are unusual there are warned of")
    static let enabled = DefaultedKey<Bool>(
        "enabled", .flag, default: true, "whether anything is sent; switched off, not even corrections are")
    static let purpose = Key<String>("purpose", .said, required: true, "what the data is for")
    static let legalBasis = Key<LegalBasis>(
        "legal-basis",
        .section(keys: [article, specialCategory, criminalOffence, statute]) { reader in
            let (article, special) = (reader[article], reader[specialCategory])
            let (criminal, statute) = (reader[criminalOffence], reader[statute])
            guard let article, let statute else { return nil }
            return LegalBasis(
                article: article, specialCategory: special, criminalOffence: criminal, statute: statute)
        }, required: true, "the law that the sharing rests on")
    static let reference = Key<String>("agreement", .said, required: true, "the reference of the signed agreement")
    static let validFrom = Key<ConfigurationDate>("valid-from", .date, "the first day on which anything may leave")
    static let validUntil = Key<ConfigurationDate>(
        "valid-until", .date, required: true,
        "the last day on which anything may leave; after it only the withdrawal of what was sent goes")
    static let children = Key<ChildrenCondition>(
        "children", .childrenCondition, required: true,
        "whose data it is: every key that is stated must hold, and of its list at least one")
    static let sureness = Key<Double>(
        "sureness", .share, required: true, "how sure it must be that a partner's record is about the same child")
    static let restrictedGrant = Key<String>(
        "restricted-grant", .said,
        "the reference of the explicit grant to receive children whose whereabouts must not be told")
    static let records = Key<[Named<[Located<String>]>]>(
        "records", .names(to: .list(of: .located(.text))), required: true,
        "the record types and, of each, the fields that may leave")
    static let route = Key<DeliveryRoute>("route", .deliveryRoute, required: true, "where deliveries go")

    static let all: [any DeclaredKey] = [
        title, sector, enabled, purpose, legalBasis, reference, validFrom, validUntil, children, sureness,
        restrictedGrant, records, route,
    ]

    // legal-basis
    static let article = Key<String>(
        "article", .oneOf("abcdef".map { "6(1)(\($0))" }), required: true, "the lawful basis in UK GDPR Article 6")
    static let specialCategory = Key<String>(
        "special-category", .oneOf("abcdefghij".map { "9(2)(\($0))" }),
        "the condition in UK GDPR Article 9, which fields about health or special educational need require")
    static let criminalOffence = Key<String>(
        "criminal-offence", .said,
        "the condition in the Data Protection Act 2018, Schedule 1, for criminal-offence data")
    static let statute = Key<String>(
        "statute", .said, required: true, "the act or regulation that gives the power or the duty")

    // children
    static let everyChild = Key<Bool>("all", .flag, "every child that the gateway knows; stands alone")
    static let with = Key<[Located<ChildState>]>(
        "with", .list(of: .located(.choice())), "what is true of the child today")
    static let attending = Key<[Located<String>]>(
        "attending", .list(of: .located(.urn)), "the schools, by URN, on whose roll the child is today")
    static let namedInPlan = Key<[Located<String>]>(
        "named-in-plan", .list(of: .located(.urn)), "the settings, by URN, that the child's active plan names")
    static let yearGroups = Key<[Located<String>]>(
        "year-groups", .list(of: .located(.text)), "the year groups in which the child is enrolled today")

    // route
    static let folder = Key<FolderRoute>(
        "folder",
        .section(keys: [path, format]) { reader in
            let (path, format) = (reader[path], reader[format])
            return path.flatMap { path in format.map { FolderRoute(path: path, format: $0) } }
        }, "one file for each delivery, written whole or not at all")
    static let path = Key<String>(
        "path", .folderPath, required: true, "the folder: absolute, or relative to the state folder")
    static let format = Key<FolderRoute.Format>(
        "format", .choice(), required: true, "csv opens in a spreadsheet, json is for a program")
    static let webhook = Key<WebhookRoute>(
        "webhook",
        .section(keys: [url, secret, network]) { reader in
            let (address, secrets, network) = (reader[url], reader[secret], reader[network])
            guard let address, let secrets, !secrets.isEmpty else { return nil }
            return WebhookRoute(address: address, secrets: secrets, network: network)
        }, "a signed event is posted for each delivery")
    static let url = Key<WebhookAddress>(
        "url", .webhookAddress, required: true, "the address: HTTPS, or HTTP to this machine itself")
    static let network = Key<WebhookRoute.Network>(
        "network", .choice(),
        "where the address may lie: public (unless it is plainly this machine), private for your own network, or loopback"
    )
    static let secret = Key<[SecretName]>(
        "secret", .oneOrMore(of: .secretName), required: true,
        "the name of the signing secret; two while one replaces the other")
}
