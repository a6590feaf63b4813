// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch_answerer.h"
#include "app/cli/command_io.h"
#include "app/cli/commands.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace wirebench::cli {

namespace {

constexpr std::size_t kLongestLine = 512u << 20;

/// Reads standard input piece by piece and answers each line. Answers are written when input has to be waited for,
/// so that a program may talk to us line by line, and in large pieces otherwise.
class BatchLoop {
public:
    void run()
    {
        std::string piece(1u << 18, '\0');
        while (const std::size_t count = read(piece))
            take(std::string_view(piece).substr(0, count));
        if (!m_line.empty() || m_skipping)
            finishLine();
        flush();
    }

private:
    /// Bytes read into `piece`; 0 at the end of the input.
    std::size_t read(std::string& piece)
    {
        flush();
        for (;;) {
            const ssize_t count = ::read(STDIN_FILENO, piece.data(), piece.size());
            if (count >= 0)
                return static_cast<std::size_t>(count);
            if (errno != EINTR)
                throw CommandFailure(std::string("Cannot read standard input: ") + std::strerror(errno) + '.');
        }
    }

    void take(std::string_view text)
    {
        for (;;) {
            const std::size_t end = text.find('\n');
            add(text.substr(0, end));
            if (end == std::string_view::npos)
                return;
            finishLine();
            text.remove_prefix(end + 1);
        }
    }

    void add(std::string_view text)
    {
        m_skipping = m_skipping || m_line.size() + text.size() > kLongestLine;
        if (m_skipping)
            m_line = std::string();
        else
            m_line += text;
    }

    void finishLine()
    {
        constexpr std::size_t large = 1u << 20;
        if (m_skipping)
            BatchAnswerer::refuseLongLine(kLongestLine, m_out);
        else
            m_answerer.answer(std::move(m_line), m_out);
        m_line = std::string();
        m_skipping = false;
        if (m_out.size() > large)
            flush();
    }

    void flush()
    {
        print(m_out);
        m_out.clear();
        if (!finishStandardOutput())
            throw CommandFailure("The answers cannot be written to standard output.");
    }

    BatchAnswerer m_answerer;
    std::string m_line;
    std::string m_out;
    bool m_skipping = false;
};

} // namespace

void addBatchCommand(CLI::App& app, Program& program)
{
    CLI::App& command = addCommand(app, "batch", "Answer JSON requests, one a line, from standard input",
                                   R"(Each line of input is one request, each line of output its answer, in order. A bad
request gets an answer like any other.

Request:
  {"op": "check" | "layout" | "encode" | "decode",
   "schema": TEXT, "format": NAME, "schema_format": "json" | "yaml",
   "files": {PATH: TEXT}, "type": NAME, "value": JSON for encode,
   "hex": DIGITS or "integer": LITERAL for decode, "annotations": true,
   "stream": true, "compression": {"level": N, "threshold": BYTES}, "id": JSON,
   "limits": {"message": BYTES, "depth": N, "string": BYTES, "array": N, "total": N,
              "time": SECONDS, "strict": false, "validate_utf8": true}}
"schema" and "op" are required; the format is recognised when left out, the type
when only one can be meant. A limit of 0 means none.

Answer:
  {"ok": true | false, "hex" | "value" | "layout": …, "annotations": […],
   "diagnostics": [{"severity", "code", "message", "path",
                    "bits": [first, count] |
                    "range": {"line", "column", "length", "offset", "bytes"}}]}
"ok" is false when there is an error among the diagnostics; "value" is given also
then, as far as it could be decoded. Ranges are in the schema, the value or the
hex text; those of a bad request are in its line. "id" is repeated.

Example:
  echo '{"op":"decode","schema":"struct P { id: u32 }","hex":"2a000000"}' |
    wirebench-cli batch

Exit codes: 0 all lines were answered, 2 usage.)");
    command.callback([&program] {
        BatchLoop().run();
        program.exitCode = kExitClean;
    });
}

} // namespace wirebench::cli
