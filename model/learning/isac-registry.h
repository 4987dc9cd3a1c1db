/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_REGISTRY_H
#define ISAC_REGISTRY_H

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Makes things by name; what stands behind every example's `--policy`.
 *
 * A name may carry arguments behind it, parted by '-': with "cgq-fsg" registered, "cgq-fsg-0.2"
 * calls its maker with {"0.2"}. The longest registered name that fits is taken.
 *
 * @tparam Product what is made
 * @tparam Context what every maker is given
 */
template <typename Product, typename... Context>
class Registry
{
  public:
    /// Arguments behind a name.
    using Arguments = std::vector<std::string>;
    /// Makes a product; an empty one if the arguments make no sense.
    using Maker = std::function<std::optional<Product>(const Arguments&, Context...)>;

    /// What `--policy=list` shows.
    struct Entry
    {
        std::string usage;       //!< name with its arguments, as one types it
        std::string description; //!< one line
        Maker make;              //!< makes it
    };

    /**
     * @param name what it is called; a later call of the same name replaces an earlier one
     * @param usage name with its arguments, as one types it
     * @param description one line
     * @param make makes it
     */
    void Register(const std::string& name,
                  const std::string& usage,
                  const std::string& description,
                  Maker make)
    {
        m_entries[name] = {usage, description, std::move(make)};
    }

    /**
     * @param name name with its arguments
     * @param context handed to the maker
     * @return the product; empty if the name is unknown or its arguments make no sense
     */
    std::optional<Product> Make(const std::string& name, Context... context) const
    {
        for (std::size_t length = name.size(); length != std::string::npos && length > 0;
             length = name.rfind('-', length - 1))
        {
            const auto entry = m_entries.find(name.substr(0, length));
            if (entry != m_entries.end())
            {
                return entry->second.make(Split(name, length), context...);
            }
        }
        return std::nullopt;
    }

    /**
     * @brief Print a line for each entry: how one types it, and what it is.
     * @param os gets them
     */
    void Print(std::ostream& os) const
    {
        std::size_t width = 0;
        for (const auto& [name, entry] : m_entries)
        {
            width = std::max(width, entry.usage.size());
        }
        for (const auto& [name, entry] : m_entries)
        {
            os << entry.usage << std::string(width + 2 - entry.usage.size(), ' ')
               << entry.description << "\n";
        }
    }

    /// @return all entries by name
    const std::map<std::string, Entry>& GetEntries() const
    {
        return m_entries;
    }

  private:
    /**
     * @param name name with its arguments
     * @param from where the arguments begin
     * @return the arguments
     */
    static Arguments Split(const std::string& name, std::size_t from)
    {
        Arguments arguments;
        while (from < name.size())
        {
            const std::size_t next = std::min(name.find('-', from + 1), name.size());
            arguments.push_back(name.substr(from + 1, next - from - 1));
            from = next;
        }
        return arguments;
    }

    std::map<std::string, Entry> m_entries; //!< by name
};

} // namespace isac
} // namespace ns3

#endif // ISAC_REGISTRY_H
