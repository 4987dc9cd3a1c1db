/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_CELL_H
#define ISAC_CAQA_CELL_H

#include "ns3/isac-caqa-environment.h"
#include "ns3/object.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Table I of CAQA-AIGC as ns-3 attributes, shared by manager, server and users of a cell.
 */
class CaqaCell : public Object
{
  public:
    /// SubchannelRule as an attribute.
    enum Subchannels
    {
        FIXED,
        ADAPTIVE
    };

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /// @return the cell as the rooms above the network take it
    CaqaParameters GetParameters() const;
    /// @return where users are, as the rooms above the network take it
    CaqaScenario GetScenario() const;

  private:
    uint32_t m_users;           //!< K
    double m_bandwidth;         //!< B [Hz]
    double m_maxTime;           //!< T_max [s]
    double m_cycleTime;         //!< T_s [s]
    double m_displayPixels;     //!< D_c [pixel]
    double m_bitsPerPixel;      //!< beta [bit]
    double m_maxEnergy;         //!< E_max [J]
    double m_maxSensingEnergy;  //!< E_s,max [J]
    double m_minRequirement;    //!< lower end of Omega_min
    double m_maxRequirement;    //!< upper end of Omega_min
    double m_sensingPower;      //!< P_s [W]
    double m_powerPerUser;      //!< P_c [W]
    double m_noiseDensityDbm;   //!< delta^2 [dBm/Hz]
    double m_limit;             //!< xi
    double m_scale;             //!< varpi
    double m_decay;             //!< tau
    double m_workPerStep;       //!< chi [FLOP]
    double m_serverSpeed;       //!< f [FLOP/s]
    double m_errorScale;        //!< eps_fwd
    double m_errorAttenuation;  //!< mu
    uint32_t m_minSteps;        //!< z_min
    uint32_t m_maxSteps;        //!< z_max
    Subchannels m_subchannels;  //!< how the band is shared
    double m_radius;            //!< of the cell [m]
    double m_minDistance;       //!< of the nearest user [m]
    double m_interceptDb;       //!< path loss at 1 km [dB]
    double m_slopeDb;           //!< path loss per decade [dB]
    uint32_t m_slotsPerEpisode; //!< slots between new positions
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_CELL_H
