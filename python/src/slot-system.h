/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SLOT_SYSTEM_H
#define SLOT_SYSTEM_H

#include "../../utils/train/train-system.h"

#include "ns3/isac-arguments.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace python
{

/// Names and texts.
using Texts = std::vector<std::pair<std::string, std::string>>;

/// A system of isac-train with its settings, by the names of the command line's options.
class SlotSystem
{
  public:
    /**
     * @param name of the system, as one types it
     * @param settings names of options without dashes, and their values
     * @throws std::invalid_argument if they make no sense: the line that the program would print
     */
    SlotSystem(const std::string& name, const Texts& settings);

    /// @return every setting and its value
    Texts GetSettings() const;
    /// @return texts that an exported policy carries, by name
    Texts GetAttributes() const;
    /// @return one copy of the system as the agent of its settings sees it
    std::unique_ptr<ns3::isac::Environment> MakeEnvironment() const;
    /**
     * @param name of a policy as `--policy` takes it
     * @param seed of its own random numbers
     * @return it, and where it acts
     * @throws std::invalid_argument if there is none for this system
     */
    train::Player MakePlayer(const std::string& name, uint64_t seed) const;

  private:
    std::string m_name;                           //!< of the system
    std::unique_ptr<train::TrainSystem> m_system; //!< options and what they make
    ns3::isac::Arguments m_arguments;             //!< names of the options
    std::string m_agent;                          //!< whose view of the system is taken
    uint32_t m_window = 1;                        //!< observations side by side
};

} // namespace python

#endif // SLOT_SYSTEM_H
