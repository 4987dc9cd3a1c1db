/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ARGUMENTS_H
#define ISAC_ARGUMENTS_H

#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Command line of a program: like ns3::CommandLine, with ranges, units, and errors of one
 * clear line.
 *
 * ns-3's own arguments (RngRun, other global values, attribute defaults such as
 * ns3::isac::CaqaCell::MaxEnergy, PrintAttributes and so on) are checked here and then handed on to
 * ns3::CommandLine. In errors, options are written as they were given.
 */
class Arguments
{
  public:
    /**
     * @param program what errors begin with
     * @param about one line for the help page
     */
    Arguments(const std::string& program, const std::string& about);

    /// @param title heading in the help page of the options that follow
    void AddGroup(const std::string& title);

    /**
     * @brief An option that is a number.
     * @param name of the option, without dashes
     * @param help what it is, with its unit
     * @param value default, and where the value goes
     * @param low least value allowed
     * @param high greatest value allowed
     */
    void Add(const std::string& name,
             const std::string& help,
             double& value,
             double low,
             double high);

    /**
     * @brief An option that is a whole number.
     * @param name of the option, without dashes
     * @param help what it is, with its unit
     * @param value default, and where the value goes
     * @param low least value allowed
     * @param high greatest value allowed
     */
    void Add(const std::string& name,
             const std::string& help,
             uint32_t& value,
             uint32_t low,
             uint32_t high);

    /**
     * @brief An option that is on (1, true) or off (0, false); its bare name means on.
     * @param name of the option, without dashes
     * @param help what it is
     * @param value default, and where the value goes
     */
    void Add(const std::string& name, const std::string& help, bool& value);

    /**
     * @brief An option that is a word.
     * @param name of the option, without dashes
     * @param help what it is
     * @param value default, and where the value goes
     * @param choices words allowed; none: any word but the empty one
     */
    void Add(const std::string& name,
             const std::string& help,
             std::string& value,
             const std::vector<std::string>& choices = {});

    /**
     * @brief An option of any other kind.
     * @param name of the option, without dashes
     * @param help what it is
     * @param expected what its values look like, "a number from 0 to 1"
     * @param assign takes a text; false if it is not as expected, and nothing has changed
     * @param show tells the present value, which assign would take
     */
    void Add(const std::string& name,
             const std::string& help,
             const std::string& expected,
             std::function<bool(const std::string&)> assign,
             std::function<std::string()> show);

    /**
     * @brief Read a command line.
     * @param argc number of words
     * @param argv words, the program's name first
     * @param out gets the help page
     * @param err gets an error, one line
     * @return the exit code if the program is to end: 0 after help, 2 after an error
     */
    std::optional<int> Parse(int argc, char* argv[], std::ostream& out, std::ostream& err);

    /**
     * @param message what is wrong with the arguments
     * @param err gets it, one line
     * @return exit code 2
     */
    int Fail(const std::string& message, std::ostream& err) const;

    /**
     * @param name of an option
     * @return whether the command line named it
     */
    bool IsGiven(const std::string& name) const;

    /// @return all options and their present values, in the order they were added
    std::vector<std::pair<std::string, std::string>> GetValues() const;

    /// @return the words of the command line, without the program
    const std::vector<std::string>& GetWords() const;

  private:
    /// One option, or the heading of a group.
    struct Option
    {
        std::string name;                               //!< empty: a heading
        std::string help;                               //!< or the heading
        std::string expected;                           //!< "a number from 0 to 1"
        std::string standard;                           //!< default as text
        std::function<bool(const std::string&)> assign; //!< false: not as expected
        std::function<std::string()> show;              //!< present value
    };

    /// @param option complete but for its default
    void Add(Option option);
    /// @param out gets the help page
    void PrintHelp(std::ostream& out) const;
    /**
     * @param word one word of the command line
     * @return what is wrong with it; empty if it was taken
     */
    std::string Take(const std::string& word);

    std::string m_program;            //!< what errors begin with
    std::string m_about;              //!< one line
    std::vector<Option> m_all;        //!< in order
    std::set<std::string> m_seen;     //!< names that were given
    std::vector<std::string> m_words; //!< of the command line
    std::vector<std::string> m_rest;  //!< for ns3::CommandLine
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ARGUMENTS_H
