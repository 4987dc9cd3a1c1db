/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EVALUATE_DA_ASSISTED_H
#define EVALUATE_DA_ASSISTED_H

#include "ns3/isac-arguments.h"
#include "ns3/isac-da-assisted.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace evaluate
{

/// Options on digital agents in the loop.
class AssistedOptions
{
  public:
    /// @param arguments gets them; the values live in this object
    void AddTo(ns3::isac::Arguments& arguments);
    /// @return whether agents are in the loop
    bool IsWanted() const;
    /// @return slots before the first that counts
    uint32_t GetWarmUp() const;
    /// @return how episodes go
    ns3::isac::DaAssistedSettings GetSettings() const;

  private:
    bool m_assisted = false;                             //!< whether at all
    std::string m_models = "personal";                   //!< that the controller begins with
    uint32_t m_warmUp = 60;                              //!< slots that do not count
    double m_reportScale = 1.0;                          //!< of DaAssistedSettings::reportBits
    std::array<double, ns3::isac::DA_DATA_KINDS> m_nu{}; //!< attenuations
};

/**
 * @brief Scores policies with digital agents in the loop: one long episode each, of the same users.
 * @param options how
 * @param scenario users
 * @param policies by name
 * @param count slots that count
 * @param seed of users, echoes and scores
 * @param out CSV file; empty for none
 * @return exit code
 */
int EvaluateAssisted(const AssistedOptions& options,
                     const ns3::isac::DaScenario& scenario,
                     const std::vector<std::string>& policies,
                     uint32_t count,
                     uint32_t seed,
                     const std::string& out);

} // namespace evaluate

#endif // EVALUATE_DA_ASSISTED_H
