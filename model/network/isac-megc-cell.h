/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_CELL_H
#define ISAC_MEGC_CELL_H

#include "ns3/isac-megc-scenario.h"
#include "ns3/object.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A cell of MEGC as ns-3 attributes, shared by manager, server and users. Defaults are those
 * of the preset `paper`.
 */
class MegcCell : public Object
{
  public:
    /// MegcFading as an attribute.
    enum Fading
    {
        NONE,
        RICIAN,
        RAYLEIGH
    };

    /// MegcTaskLaw as an attribute.
    enum Tasks
    {
        UNIFORM,
        POISSON
    };

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Take over all constants, those of a preset for example.
     * @param parameters the cell
     * @param scenario where its users are
     */
    void SetConstants(const MegcParameters& parameters, const MegcScenario& scenario);

    /// @return the cell as the rooms above the network take it
    MegcParameters GetParameters() const;
    /// @return the cell without what is set aside for best effort traffic: what grants share out
    MegcParameters GetGrantedParameters() const;
    /// @return where users are, as the rooms above the network take it
    MegcScenario GetScenario() const;
    /// @return part of both bands and of all powers that is set aside for best effort traffic
    double GetBestEffortShare() const;

  private:
    uint32_t m_computeUsers;        //!< number of computation users
    uint32_t m_contentUsers;        //!< number of content users
    uint32_t m_visionUsers;         //!< number of vision users
    double m_bestEffortShare;       //!< see GetBestEffortShare()
    double m_uplinkBandwidth;       //!< B_off [Hz]
    double m_downlinkBandwidth;     //!< B_back [Hz]
    double m_userPower;             //!< p_MU [W]
    double m_serverPower;           //!< P [W]
    double m_noiseDensity;          //!< N0 [W/Hz]
    double m_cyclesPerBit;          //!< chi [cycle/bit]
    double m_deviceSpeed;           //!< f_comp [cycle/s]
    double m_serverSpeed;           //!< f_ES [cycle/s]
    double m_inferenceSlope;        //!< xi
    double m_inferenceOffset;       //!< zeta
    double m_inferenceCyclesPerBit; //!< chi_gen [cycle/bit]
    double m_referenceSpeed;        //!< f_ref [cycle/s]
    double m_expansion;             //!< psi
    double m_computeDistance;       //!< of computation users [m]
    double m_contentDistance;       //!< of content users [m]
    double m_visionDistance;        //!< of vision users [m]
    double m_gainAtOneMetre;        //!< beta_0
    Fading m_fading;                //!< how channels vary
    double m_ricianFactor;          //!< power in line of sight over power scattered
    Tasks m_tasks;                  //!< what sizes follow
    double m_minTaskBits;           //!< of computation and vision tasks [bit]
    double m_maxTaskBits;           //!< of computation and vision tasks [bit]
    double m_minContentBits;        //!< of generated content [bit]
    double m_maxContentBits;        //!< of generated content [bit]
    uint32_t m_slotsPerEpisode;     //!< slots that learners count as one episode
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_CELL_H
