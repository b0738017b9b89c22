// The tap of the tests: what it does is in its configuration. What floods or forks is bounded by itself too.

extension TapHouse {
    static let tap = #"""
        #!/usr/bin/env python3
        import base64, json, os, socket, sys, time, urllib.parse

        words = sys.argv
        path = words[words.index("--config") + 1]
        config = json.load(open(path))
        mode = config["mode"]
        raw = open(words[words.index("--state") + 1]).read() if "--state" in words else ""
        state = json.loads(raw) if raw else {}

        def say(message):
            print(json.dumps(message), flush=True)

        def schema():
            say({"type": "SCHEMA", "stream": "people", "key_properties": ["id"], "schema": {"type": "object"}})

        def child(key, last="Alder"):
            person = {"id": key, "first": "Ada", "born": "2015-03-01"}
            if last:
                person["last"] = last
            say({"type": "RECORD", "stream": "people", "record": person})

        # Goes on where the state says: one child more in each run.
        def step():
            number = state.get("n", 0) + 1
            schema()
            child("C%d" % number, "Alder%d" % number)
            say({"type": "STATE", "value": {"n": number}})

        def tried(name, what):
            try:
                what()
                print("managed to " + name, file=sys.stderr)
            except OSError as error:
                print("could not %s: %s" % (name, type(error).__name__), file=sys.stderr)

        if "--discover" in words:
            print("looking for streams")
            streams = []
            for name in ["people", "staff"]:
                fields = [{"breadcrumb": ["properties", "id"], "metadata": {"inclusion": "available"}}]
                streams.append({"stream": name, "tap_stream_id": name, "schema": {}, "metadata": fields})
            print(json.dumps({"streams": streams}, indent=1))
        elif mode == "well":
            step()
        elif mode == "fail":
            step()
            print("went wrong with " + config.get("token", ""), file=sys.stderr)
            sys.exit(3)
        elif mode == "slow":
            step()
            time.sleep(0.7)
        elif mode == "hold":
            schema()
            for number in range(10):
                child("H%d" % number, None)
            say({"type": "STATE", "value": {"n": 77}})
        elif mode == "nostate":
            schema()
            child("N")
        elif mode == "rubbish":
            print("Loading\nanother print\n{'a': 1}")
            print('{"level": "info"}')
            say({"type": "HEARTBEAT"})
            say({"type": "schema", "stream": "people", "key_properties": ["number"], "schema": {}})
            say({"type": "record", "stream": "people", "record": {"id": "R1", "last": "Alder"}})
            say({"type": "RECORD", "stream": "staff", "record": {"id": "1"}})
            say({"type": "ACTIVATE_VERSION", "stream": "people", "version": 2})
            say({"type": "STATE", "value": {"n": 1}})
            sys.stdout.write(json.dumps({"type": "RECORD", "stream": "people", "record": {"id": "R2", "last": "Ash"}}))
        elif mode == "unreadable":
            schema()
            say({"type": "STATE", "value": {"n": 5}})
            print('{"type": "RECORD", "stream": "people", "record": {"id": NaN}}')
            say({"type": "STATE", "value": {"n": 9}})
        elif mode == "echo":
            schema()
            child(raw or "nothing")
            print('{"type": "STATE", "value": {"bookmarks": {"people": {"at": 1.50, "é": "\\u00e9"}}}}')
        elif mode == "rewrite":
            schema()
            child("K%d" % config.get("count", 0))
            config["count"] = config.get("count", 0) + 1
            json.dump(config, open(path, "w"))
        elif mode == "catalog":
            chosen = json.load(open(words[words.index("--catalog") + 1]))
            for stream in chosen["streams"]:
                own = [entry["metadata"] for entry in stream["metadata"] if entry["breadcrumb"] == []]
                if own[0]["selected"]:
                    say({"type": "RECORD", "stream": stream["stream"], "record": {"id": "X", "last": "Elm"}})
        elif mode == "hang":
            step()
            time.sleep(600)
        elif mode == "busy":
            for _ in range(600):
                say({"type": "STATE", "value": {}})
                time.sleep(0.1)
        elif mode == "flood":
            for _ in range(100000):
                child("F")
        elif mode == "memory":
            kept = bytearray(2 << 30)
        elif mode == "forks":
            for _ in range(100):
                if os.fork() == 0:
                    time.sleep(20)
                    os._exit(0)
            time.sleep(20)
        elif mode == "manymemory":
            for _ in range(4):
                if os.fork() == 0:
                    kept = bytearray(90 << 20)
                    time.sleep(20)
                    os._exit(0)
            time.sleep(20)
        elif mode == "files":
            for number in range(2500):
                open(str(number), "w").close()
            time.sleep(20)
        elif mode == "crew":
            step()
            os.fork()
            time.sleep(600)
        elif mode == "leaves":
            step()
            if os.fork() == 0:
                time.sleep(600)
        elif mode == "segfault":
            import ctypes
            ctypes.string_at(0)
        elif mode == "stray":
            for _ in range(20000):
                print("row,of,a,table")
        elif mode == "cut":
            schema()
            sys.stdout.write('{"type": "RECORD", "stream": "peop')
        elif mode == "batch":
            say({"type": "BATCH", "stream": "people", "encoding": {}, "manifest": []})
        elif mode == "loud":
            for _ in range(20000):
                print("x" * 99, file=sys.stderr)
            print("the end: " + config["token"], file=sys.stderr)
            sys.exit(4)
        elif mode == "escape":
            outside = config["outside"]
            tried("write outside", lambda: open(outside + "/escaped", "w"))
            tried("write into its own folder", lambda: open(os.path.dirname(words[0]) + "/escaped", "w"))
            tried("read the store", lambda: open(outside + "/state/store.sqlite"))
            tried("read the configuration", lambda: open(outside + "/config/sendgate.yaml"))
            tried("read passwords", lambda: open("/etc/shadow"))
            tried("kill the gateway", lambda: os.kill(os.getppid(), 9))
            tried("leave its group", lambda: os.setsid())
            tried("connect", lambda: socket.create_connection(("127.0.0.1", 9), 1))
            tried("work in its folder", lambda: open("mine", "w"))
            print("environment: " + " ".join(sorted(os.environ)), file=sys.stderr)
            print("folder: %o" % os.stat(os.path.dirname(path)).st_mode, file=sys.stderr)
            print("configuration: %o" % os.stat(path).st_mode, file=sys.stderr)
            sys.exit(7)
        elif mode == "gate":
            proxy = urllib.parse.urlsplit(os.environ["HTTPS_PROXY"])
            word = base64.b64encode(("%s:%s" % (proxy.username, proxy.password)).encode()).decode()
            schema()
            for target in config["targets"]:
                line = socket.create_connection((proxy.hostname, proxy.port), 20)
                line.sendall(("CONNECT %s HTTP/1.1\r\nProxy-Authorization: Basic %s\r\n\r\n" % (target, word)).encode())
                answer = line.recv(4096).decode().split("\r\n")[0]
                print(answer, file=sys.stderr)
                if " 200 " in answer:
                    line.sendall(b"canary")
                    child(line.recv(4096).decode())
            if "past" in config:
                server = ("127.0.0.1", config["past"])
                tried("connect past the gate", lambda: socket.create_connection(server, 5))
                tried("bind", lambda: socket.create_server(("127.0.0.1", 0)))
                tried("send datagrams", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
                tried("look names up", lambda: socket.getaddrinfo("localhost.test", 443))
                tried("speak another TCP", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262))
                fast = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
                tried("connect by a first packet", lambda: fast.sendto(b"x", 0x20000000, server))
                print("environment: " + " ".join(sorted(os.environ)), file=sys.stderr)
                print(os.environ["HTTPS_PROXY"], file=sys.stderr)
            sys.exit(config.get("code", 0))
        elif mode == "connect":
            listening = socket.create_server(("127.0.0.1", 0))
            socket.create_connection(listening.getsockname(), 5)
            step()
        """#
}
