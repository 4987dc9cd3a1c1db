/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TRAINING_DIAGNOSTIC_H
#define ISAC_TRAINING_DIAGNOSTIC_H

#include "isac-action-space.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @param actions of a policy on different observations
 * @param margin how close to 0 or 1 counts as at the bound
 * @return share of the continuous values that lie at their bounds; 0 if there are none
 */
double ShareAtBounds(const ActionBatch& actions, double margin = 1e-3);

/**
 * @ingroup isac-aigc
 * @param actions of a policy on different observations
 * @param tolerance largest spread of a continuous value that counts as none
 * @return whether all rows decide the same; false for less than two rows
 */
bool IsOneAction(const ActionBatch& actions, double tolerance = 1e-4);

/**
 * @ingroup isac-aigc
 * @brief Looks at what a policy under training decides and says, once each, when it has gone the
 * ways that trainings of hybrid actors go astray.
 */
class TrainingDiagnostic
{
  public:
    /**
     * @param greedy actions without exploring, on observations that differ
     * @param learning whether learning has begun
     * @return warnings that were not given before, one line each
     */
    std::vector<std::string> Check(const ActionBatch& greedy, bool learning);

  private:
    bool m_saidBounds = false;   //!< about actions at their bounds
    bool m_saidConstant = false; //!< about a policy that does not look
    bool m_saidDiverged = false; //!< about values that are no numbers
};

} // namespace isac
} // namespace ns3

#endif // ISAC_TRAINING_DIAGNOSTIC_H
