/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_ARGUMENTS_H
#define ISAC_MEGC_ARGUMENTS_H

#include "isac-arguments.h"

#include "ns3/isac-megc-scenario.h"
#include "ns3/isac-megc-slot.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The constants of MEGC as options of a program: a preset, and what differs from it.
 */
class MegcArguments
{
  public:
    MegcArguments();
    MegcArguments(const MegcArguments&) = delete;
    MegcArguments& operator=(const MegcArguments&) = delete;

    /**
     * @brief Add the groups on the cell and its users. The values live in this object.
     * @param arguments gets them
     */
    void AddTo(Arguments& arguments);

    /**
     * @brief Take the preset, then what was given.
     * @param arguments that were read
     * @throws std::invalid_argument with one line if it makes no sense
     */
    void Finish(const Arguments& arguments);

    /// @return the cell, after Finish()
    const MegcParameters& GetParameters() const;
    /// @return positions, channels and tasks, after Finish()
    const MegcScenario& GetScenario() const;
    /// @return what tells such cells apart, in short: preset and numbers of users
    std::string GetLabel() const;

  private:
    /// An option that stands for a number of the cell.
    struct Number
    {
        std::string name;                                            //!< of the option
        std::string help;                                            //!< with its unit
        double low;                                                  //!< least value allowed
        double high;                                                 //!< greatest value allowed
        std::function<double&(MegcParameters&, MegcScenario&)> find; //!< the number
        double unit;        //!< SI units in one of the option's; 0: dBm/Hz
        double value = 0.0; //!< as given
    };

    /**
     * @param number an option
     * @param text whose unit is the option's
     * @return it in SI units
     */
    static double ToSi(const Number& number, double text);
    /**
     * @param number an option
     * @param value in SI units
     * @return it in the option's unit
     */
    static double FromSi(const Number& number, double value);

    std::string m_preset = "paper";  //!< constants unless they are given
    std::string m_fading = "rician"; //!< how channels vary
    std::string m_tasks = "uniform"; //!< what sizes follow
    uint32_t m_computeUsers = 1;     //!< C
    uint32_t m_contentUsers = 1;     //!< A
    uint32_t m_visionUsers = 1;      //!< V
    uint32_t m_slotsPerEpisode = 50; //!< slots that count as one episode
    std::vector<Number> m_numbers;   //!< all other options
    MegcParameters m_parameters;     //!< the cell
    MegcScenario m_scenario;         //!< positions, channels, tasks
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_ARGUMENTS_H
