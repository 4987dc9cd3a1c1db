/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_ARGUMENTS_H
#define ISAC_CAQA_ARGUMENTS_H

#include "isac-arguments.h"

#include "ns3/isac-caqa-cell.h"

#include <list>
#include <map>
#include <string>

namespace ns3
{
namespace isac
{

/// Attributes of CaqaCell that differ from its defaults: name and value, SI units.
using CaqaCellAttributes = std::map<std::string, std::string>;

/**
 * @ingroup isac-aigc
 * @brief Table I of CAQA-AIGC as options of a program, in the units one writes it in. Only what was
 * typed becomes an attribute: the rest is left to attribute defaults, which --ns3::isac::CaqaCell::
 * may have changed.
 */
class CaqaArguments
{
  public:
    CaqaArguments() = default;
    CaqaArguments(const CaqaArguments&) = delete;
    CaqaArguments& operator=(const CaqaArguments&) = delete;

    /**
     * @brief Add the group "Table I". The options' values live in this object.
     * @param arguments gets them
     */
    void AddTo(Arguments& arguments);

    /**
     * @param arguments that were read
     * @return the attributes that were typed
     */
    CaqaCellAttributes GetAttributes(const Arguments& arguments) const;

  private:
    /// An option that is an attribute, in the unit one writes it in.
    struct Number
    {
        std::string name;      //!< of the option
        std::string attribute; //!< of CaqaCell
        double unit;           //!< SI units in one unit of the option
        double low;            //!< least value
        double high;           //!< greatest value
        std::string help;      //!< with the unit
        double value = 0.0;    //!< in the option's unit
    };

    /// @return Table I and what it leaves open
    static std::list<Number> MakeNumbers();

    std::list<Number> m_numbers;         //!< values that are real
    uint32_t m_users = 10;               //!< K
    uint32_t m_minSteps = 5;             //!< z_min
    uint32_t m_maxSteps = 10;            //!< z_max
    std::string m_subchannels = "fixed"; //!< or adaptive
};

/**
 * @ingroup isac-aigc
 * @param attributes of a cell, from a command line or a script
 * @return what is wrong with them, one line; empty if nothing is
 */
std::string CheckCaqaCell(const CaqaCellAttributes& attributes);

/**
 * @ingroup isac-aigc
 * @param attributes that CheckCaqaCell() accepts
 * @return the cell
 */
Ptr<CaqaCell> MakeCaqaCell(const CaqaCellAttributes& attributes);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_ARGUMENTS_H
