/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_ARGUMENTS_H
#define ISAC_ASP_ARGUMENTS_H

#include "isac-arguments.h"

#include "ns3/isac-asp-arrivals.h"
#include "ns3/isac-asp-system.h"

#include <cstdint>
#include <memory>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The constants of ASP selection as options of a program.
 */
class AspArguments
{
  public:
    AspArguments() = default;
    AspArguments(const AspArguments&) = delete;
    AspArguments& operator=(const AspArguments&) = delete;

    /**
     * @brief Add the groups on providers, tasks and rewards. The values live in this object.
     * @param arguments gets them
     */
    void AddTo(Arguments& arguments);

    /**
     * @param window observations side by side
     * @return the system that was described
     * @throws std::invalid_argument with one line if it makes no sense
     */
    AspSystem MakeSystem(int window = 1) const;

    /**
     * @return where tasks come from
     * @throws std::invalid_argument with one line if there is a trace that cannot be read
     */
    std::unique_ptr<AspArrivals> MakeArrivals() const;

    /// @return what tells such systems apart, in short; empty for the published one
    std::string GetLabel() const;

  private:
    /// @return the constants, unchecked
    AspParameters GetParameters() const;

    AspParameters m_parameters;           //!< of which the real numbers are
    uint32_t m_count = 20;                //!< I, of drawn providers
    std::string m_providers;              //!< file; empty: published or drawn
    uint32_t m_populationSeed = 0;        //!< of drawn providers; 0: published ones
    bool m_perEpisode = false;            //!< drawn anew for each
    std::string m_trace;                  //!< file of tasks; empty: Poisson
    uint32_t m_minSteps = 100;            //!< least T
    uint32_t m_maxSteps = 250;            //!< greatest T
    uint32_t m_stepStride = 10;           //!< between them
    std::string m_payment = "assignment"; //!< or completion
    std::string m_order = "providers";    //!< or task
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_ARGUMENTS_H
