// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_io.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace wirebench::cli {

namespace {

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

std::string reason()
{
    return std::strerror(errno);
}

std::string readAll(std::FILE* file, const std::string& name)
{
    std::string content;
    std::string piece(1u << 16, '\0');
    while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), file))
        content.append(piece, 0, count);
    if (std::ferror(file) != 0)
        throw CommandFailure("Cannot read " + name + ": " + reason() + '.');
    return content;
}

void writeAll(std::FILE* file, const std::string& name, std::string_view content)
{
    if (std::fwrite(content.data(), 1, content.size(), file) != content.size() || std::fflush(file) != 0)
        throw CommandFailure("Cannot write " + name + ": " + reason() + '.');
}

/// Writes straight into what cannot be replaced by renaming: devices, pipes.
bool writeSpecial(const std::string& path, std::string_view content)
{
    struct stat status = {};
    if (stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode))
        return false;
    const File file(std::fopen(path.c_str(), "wb"));
    if (!file)
        throw CommandFailure("Cannot write '" + path + "': " + reason() + '.');
    writeAll(file.get(), '\'' + path + '\'', content);
    return true;
}

/// Permissions of the file that is replaced, or those a new file gets.
mode_t targetMode(const std::string& path)
{
    struct stat status = {};
    if (stat(path.c_str(), &status) == 0)
        return status.st_mode & 07777;
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

} // namespace

std::string readInput(const std::string& path)
{
    if (path == "-") {
        static bool used = false;
        if (used)
            throw CommandFailure("Standard input is there once only; give one of the two as a file.");
        used = true;
        return readAll(stdin, "standard input");
    }
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file)
        throw CommandFailure("Cannot open '" + path + "': " + reason() + '.');
    return readAll(file.get(), '\'' + path + '\'');
}

void writeOutput(const std::string& path, std::string_view content)
{
    if (path == "-") {
        print(content);
        return;
    }
    if (writeSpecial(path, content))
        return;
    const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), &std::free);
    const std::string target = real ? std::string(real.get()) : path; // a link stays a link
    std::string temporary = target + ".XXXXXX";
    const int descriptor = mkstemp(temporary.data());
    if (descriptor < 0)
        throw CommandFailure("Cannot write '" + path + "': " + reason() + '.');
    try {
        const File file(fdopen(descriptor, "wb"));
        writeAll(file.get(), '\'' + path + '\'', content);
        if (fchmod(descriptor, targetMode(target)) != 0 || std::rename(temporary.c_str(), target.c_str()) != 0)
            throw CommandFailure("Cannot replace '" + path + "': " + reason() + '.');
    } catch (const CommandFailure&) {
        unlink(temporary.c_str());
        throw;
    }
}

void print(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void printError(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stderr);
}

bool finishStandardOutput()
{
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

bool isOutputTerminal()
{
    return isatty(STDOUT_FILENO) == 1;
}

bool isErrorTerminal()
{
    return isatty(STDERR_FILENO) == 1;
}

} // namespace wirebench::cli
