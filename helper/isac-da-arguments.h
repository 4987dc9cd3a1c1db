/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_ARGUMENTS_H
#define ISAC_DA_ARGUMENTS_H

#include "isac-arguments.h"

#include "ns3/isac-da-scenario.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The constants of DA-ISAC as options of a program.
 */
class DaArguments
{
  public:
    DaArguments();
    DaArguments(const DaArguments&) = delete;
    DaArguments& operator=(const DaArguments&) = delete;

    /**
     * @brief Add the groups on the network and its users. The values live in this object.
     * @param arguments gets them
     */
    void AddTo(Arguments& arguments);
    /**
     * @brief Take what was given.
     * @param arguments that were read
     * @throws std::invalid_argument with one line if it makes no sense
     */
    void Finish(const Arguments& arguments);

    /// @return network and users, after Finish()
    const DaScenario& GetScenario() const;
    /// @return what tells such networks apart, in short: number of users
    std::string GetLabel() const;

  private:
    /// An option that stands for a number of the scenario.
    struct Number
    {
        std::string name;                         //!< of the option
        std::string help;                         //!< with its unit
        double low;                               //!< least value allowed
        double high;                              //!< greatest value allowed
        std::function<double&(DaScenario&)> find; //!< the number
        double unit;                              //!< SI units in one of the option's
        double value = 0.0;                       //!< as given
    };

    uint32_t m_users = 30;              //!< K
    uint32_t m_videoSegments = 15;      //!< of a video
    uint32_t m_slotsPerEpisode = 60;    //!< slots that count as one episode
    uint32_t m_gainPower = 2;           //!< of the sensing gain in the bounds
    bool m_perStation = false;          //!< see DaScenario
    std::string m_opinion = "personal"; //!< what scores follow
    std::vector<Number> m_numbers;      //!< all other options
    DaScenario m_scenario;              //!< network and users
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_ARGUMENTS_H
