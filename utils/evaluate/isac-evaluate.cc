/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Sets policies against each other and against the optimum, or a bound of it, on the same held-out
// states or episodes in closed form.
//
// Usage: isac-evaluate SYSTEM --policies=NAME,NAME... [--option=value]...; see --help
// Exit codes: 0 done, 1 failed or interrupted, 2 bad usage or bad input.

#include "evaluate-system.h"

#include <csignal>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace
{

/// Set when the user has had enough.
volatile std::sig_atomic_t g_interrupted = 0;

void
Interrupt(int /* signal */)
{
    g_interrupted = 1;
}

} // namespace

namespace evaluate
{

bool
IsInterrupted()
{
    return g_interrupted != 0;
}

int
Fail(const std::string& message, int code)
{
    std::cerr << "isac-evaluate: " << message << std::endl;
    return code;
}

std::vector<std::string>
Split(const std::string& list)
{
    std::vector<std::string> names;
    std::istringstream text(list + ",");
    for (std::string name; std::getline(text, name, ',');)
    {
        names.push_back(name);
    }
    return names;
}

std::string
CheckDestination(const std::filesystem::path& path)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
    {
        return "is a folder, expected a file";
    }
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    return std::filesystem::is_directory(folder, error) ? ""
                                                        : "there is no folder " + folder.string();
}

void
Replace(const std::string& path, const std::string& text)
{
    const std::string fresh = path + ".tmp";
    std::ofstream file(fresh);
    file << text;
    file.close();
    std::error_code error;
    if (file.good())
    {
        std::filesystem::rename(fresh, path, error);
    }
    if (!file.good() || error)
    {
        std::filesystem::remove(fresh, error);
        throw std::runtime_error("cannot write " + path);
    }
}

} // namespace evaluate

int
main(int argc, char* argv[])
{
    const std::string system = argc > 1 ? argv[1] : "";
    if (system == "--help" || system == "-h")
    {
        std::cout << "usage: isac-evaluate SYSTEM [--option=value]...\n\n"
                     "  caqa           CAQA-AIGC, beside the optimum\n"
                     "  asp-selection  AIGC service providers, beside an offline bound\n\n"
                     "'isac-evaluate SYSTEM --help' lists the options of a system,\n"
                     "'isac-evaluate SYSTEM --policies=list' the policies.\n\n"
                     "Exit codes: 0 done, 1 failed or interrupted, 2 bad usage or bad input.\n";
        return 0;
    }
    if (system != "caqa" && system != "asp-selection")
    {
        return evaluate::Fail((system.empty() ? "no system given" : system + ": no such system") +
                                  ", expected caqa or asp-selection",
                              2);
    }
    std::signal(SIGINT, Interrupt);
    std::signal(SIGTERM, Interrupt);
    try
    {
        const auto run = system == "caqa" ? evaluate::EvaluateCaqa : evaluate::EvaluateAsp;
        return run(argc - 1, argv + 1);
    }
    catch (const std::exception& error)
    {
        return evaluate::Fail(error.what(), 1);
    }
}
