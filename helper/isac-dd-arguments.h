/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_ARGUMENTS_H
#define ISAC_DD_ARGUMENTS_H

#include "isac-arguments.h"

#include "ns3/isac-dd-scenario.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The constants of distributed diffusion as options of a program.
 */
class DdArguments
{
  public:
    /// @param schedule unless it is given
    explicit DdArguments(DdSchedule schedule = DdSchedule::OWN);
    DdArguments(const DdArguments&) = delete;
    DdArguments& operator=(const DdArguments&) = delete;

    /**
     * @brief Add the groups on the system, its users and the QoE surrogate. The values live in this
     * object.
     * @param arguments gets them
     */
    void AddTo(Arguments& arguments);
    /**
     * @brief Take what was given.
     * @param arguments that were read
     * @throws std::invalid_argument with one line if it makes no sense
     */
    void Finish(const Arguments& arguments);

    /// @return the system, after Finish()
    const DdParameters& GetParameters() const;
    /// @return its users, after Finish()
    const DdScenario& GetScenario() const;
    /// @return what tells such systems apart, in short: number of users
    std::string GetLabel() const;

  private:
    /// An option that stands for a number of the system.
    struct Number
    {
        std::string name;                                        //!< of the option
        std::string help;                                        //!< with its unit
        double low;                                              //!< least value allowed
        double high;                                             //!< greatest value allowed
        std::function<double&(DdParameters&, DdScenario&)> find; //!< the number
        double value = 0.0;                                      //!< as given
    };

    /**
     * @param numbers get options
     * @param arguments gets the same
     */
    void AddNumbers(std::vector<Number>& numbers, Arguments& arguments);

    uint32_t m_users = 3;                    //!< K
    uint32_t m_serverSteps = 10;             //!< T_s
    uint32_t m_deviceSteps = 8;              //!< T_e
    uint32_t m_slotsPerEpisode = 50;         //!< slots that count as one episode
    std::string m_schedule;                  //!< see DdSchedule
    std::string m_sharing = "shared";        //!< see DdSharing
    std::string m_channel = "instantaneous"; //!< see DdChannel
    bool m_ratings = false;                  //!< see DdScenario
    std::vector<Number> m_systemNumbers;     //!< options on the system
    std::vector<Number> m_userNumbers;       //!< options on its users
    std::vector<Number> m_qoeNumbers;        //!< options on the surrogate
    DdParameters m_parameters;               //!< the system
    DdScenario m_scenario;                   //!< its users
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_ARGUMENTS_H
