// The skeleton of a Singer tap: a program that prints an invented answer, the YAML that maps it, and its output as an example.

import Adapters

struct SingerSkeleton {
    let adapter: NewAdapter
    let option: String

    var skeleton: AdapterSkeleton {
        AdapterSkeleton(
            files: [
                .init(name: "adapter.yaml", text: manifest), .init(name: "tap.py", text: program, isProgram: true),
                .init(name: "examples/invented/output.jsonl", text: output),
                .init(name: "README.md", text: adapter.readme(Self.how)),
            ],
            next: [
                "sendgate adapters test \(adapter.id)\(option)     the recorded output against what is expected",
                "edit tap.py, record what it prints in examples/, and test again with --accept when it is right",
                "grant it what it needs under `taps` in sendgate.yaml: `\(adapter.id): {network: [HOST], secrets: [\(secret)]}`",
            ],
            canBeTested: true)
    }

    private var secret: String { "\(adapter.id)-token" }

    private static let how =
        "**What is fetched.** (Which service, how often, with whose leave. Name the account that the tap uses.)"

    private var manifest: String {
        """
        # \(adapter.shownTitle): a Singer tap. `sendgate adapters describe \(adapter.id)` tells what is made of it.
        id: \(adapter.id)
        version: 1
        title: \(YAMLText.scalar(adapter.shownTitle))
        partner: \(YAMLText.scalar(adapter.partner))
        # ? Whose records come, and why they are needed.
        population: children of whom the service has an open referral

        source:
          singer:
            # A file of this folder, with its first arguments. A program of the machine is named in sendgate.yaml.
            command: [tap.py]
            # What the tap finds in the file that it is given as --config. Secrets stand here by name only.
            config:
              start_date: "2024-09-01"
              token: {secret: \(secret)}
            network: needed
        schedule: {every: 1d}

        # A tap that goes on where the last run ended says what is new: it is no snapshot.
        contract:
          snapshot: false
          quarantined: {limit: 5%, floor: 20}

        key-spaces: {child: \(adapter.id)}
        dates: yyyy-MM-dd

        files:
          - name: patients
            stream: patients
            records:
              - type: child
                key: $.id
                required: [birth-date]
                fields:
                  forename: $.forename
                  surname: $.surname
                  birth-date: $.born
                  nhs-number: $.nhs_number
          - name: referrals
            stream: referrals
            records:
              - type: referral
                key: $.id
                about: $.patient
                required: [received]
                fields:
                  received: $.received

        """
    }

    /// What the tap prints: recorded as the example.
    private var output: String {
        """
        {"type": "SCHEMA", "stream": "patients", "key_properties": ["id"], "schema": {"type": "object"}}
        {"type": "SCHEMA", "stream": "referrals", "key_properties": ["id"], "schema": {"type": "object"}}
        {"type": "RECORD", "stream": "patients", "record": {"id": "p-1", "forename": "Ines", "surname": "Alder", "born": "2015-03-01", "nhs_number": null}}
        {"type": "RECORD", "stream": "patients", "record": {"id": "p-2", "forename": "Tomas", "surname": "Birch", "born": "2014-11-20", "nhs_number": null}}
        {"type": "RECORD", "stream": "referrals", "record": {"id": "r-1", "patient": "p-1", "received": "2026-09-14"}}
        {"type": "RECORD", "stream": "referrals", "record": {"id": "r-2", "patient": "p-2", "received": "2026-10-02"}}
        {"type": "STATE", "value": {"since": "2026-10-02"}}

        """
    }

    private var program: String {
        #"""
        #!/usr/bin/env python3
        """A Singer tap: prints one message a line. Replace `patients` and `referrals` by what your service answers."""
        import argparse
        import json


        def message(**words):
            print(json.dumps(words), flush=True)


        def patients(config, since):
            """Children of whom something is new. Invented people."""
            yield {"id": "p-1", "forename": "Ines", "surname": "Alder", "born": "2015-03-01", "nhs_number": None}
            yield {"id": "p-2", "forename": "Tomas", "surname": "Birch", "born": "2014-11-20", "nhs_number": None}


        def referrals(config, since):
            yield {"id": "r-1", "patient": "p-1", "received": "2026-09-14"}
            yield {"id": "r-2", "patient": "p-2", "received": "2026-10-02"}


        def main():
            arguments = argparse.ArgumentParser()
            arguments.add_argument("--config", required=True)
            arguments.add_argument("--state")
            arguments.add_argument("--catalog")
            options = arguments.parse_args()
            with open(options.config) as file:
                config = json.load(file)
            state = {}
            if options.state:
                with open(options.state) as file:
                    state = json.load(file)
            since = state.get("since", config["start_date"])
            latest = since
            for stream in ("patients", "referrals"):
                message(type="SCHEMA", stream=stream, key_properties=["id"], schema={"type": "object"})
            for record in patients(config, since):
                message(type="RECORD", stream="patients", record=record)
            for record in referrals(config, since):
                message(type="RECORD", stream="referrals", record=record)
                latest = max(latest, record["received"])
            # Kept with the records before it, or not at all: the next run is given it.
            message(type="STATE", value={"since": latest})


        main()

        """#
    }
}
