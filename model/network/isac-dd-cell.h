/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_CELL_H
#define ISAC_DD_CELL_H

#include "ns3/isac-dd-slot.h"
#include "ns3/isac-latent-coding.h"
#include "ns3/isac-latent-source.h"
#include "ns3/isac-prompt-groups.h"
#include "ns3/isac-qoe-evaluator.h"
#include "ns3/mac48-address.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace ns3
{
namespace isac
{

/// What is known of a picture when its QoE is told.
struct DdJudgement
{
    QoeQuestion question;      //!< the picture, of no size without a model; his prompt; who he is
    std::vector<float> latent; //!< that the picture is of; empty without a model
    std::string serverPrompt;  //!< that the shared steps were begun with
    double distance = 0.0;     //!< d of both prompts
    DdPicture made;            //!< how it came about, bit errors as measured
    double surrogate = 0.0;    //!< what the closed form says of it
};

/// What an evaluator makes of a picture.
struct DdVerdict
{
    double qoe = 0.0;           //!< Q, 0 to 1
    std::optional<double> leak; //!< l, if it tells; else it is the closed form's
};

/**
 * @ingroup isac-aigc
 * @brief A cell of distributed diffusion as ns-3 attributes, shared by manager, servers and users.
 */
class DdCell : public Object
{
  public:
    /// DdSchedule as an attribute.
    enum Schedule
    {
        OWN,
        LONGEST
    };

    /// Who takes the shared steps.
    enum Arrangement
    {
        EDGE,   //!< the edge server, for all groups
        PAIRS,  //!< of each pair the one whose prompt it is: device to device
        CLUSTER //!< of each group the one whose prompt it is, its head
    };

    /// PromptCentre as an attribute.
    enum Centre
    {
        MEDOID,
        FIRST
    };

    /// LatentFormat as an attribute.
    enum Format
    {
        NATURAL8,
        GRAY8,
        FLOAT32
    };

    /// Tells what a picture is worth.
    using Evaluator = std::function<DdVerdict(const DdJudgement&)>;

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    DdCell();

    /// @param parameters all constants, those of attributes among them
    void SetParameters(const DdParameters& parameters);
    /// @return the cell as the rooms above the network take it
    DdParameters GetParameters() const;
    /**
     * @param users of a group
     * @param stepEnergy of who takes its shared steps [J]
     * @return a system of this group alone; of the budget E_T less Reserve it has a part as large
     * as its own of all users
     */
    DdParameters GetGroupParameters(std::size_t users, double stepEnergy) const;

    /// @param source of latents; without this call noise of the paper's size, LawLatents
    void SetSource(std::shared_ptr<const LatentSource> source);
    /// @return source of latents
    const LatentSource& GetSource() const;
    /// @param evaluator of QoE in place of the surrogate
    void SetEvaluator(Evaluator evaluator);
    /// @param judgement of a picture @return what it is worth
    DdVerdict Judge(const DdJudgement& judgement) const;

    /// @return how latents become bytes
    LatentCoding GetCoding() const;
    /// @return bytes of a latent on air
    uint32_t GetLatentBytes() const;
    /// @return beta, time on air of a latent [s]
    double GetAirtime() const;
    /// @param bytes of headers on air beside each latent; none without this call
    void SetHeaderBytes(uint32_t bytes);
    /// @return bit rate to each user: a latent with its headers in GetAirtime() [bit/s]
    double GetRate() const;
    /// @return who takes the shared steps
    Arrangement GetArrangement() const;
    /// @return largest distance of prompts in a group
    double GetGroupDistance() const;
    /// @return whose prompt is a group's
    PromptCentre GetCentre() const;
    /// @return most users of a group; 0: any number
    int GetMostPerGroup() const;

    /**
     * @brief Note what was sent, so that bit errors can be told: a view of the simulation's that no
     * device has.
     * @param slot of the latent
     * @param user to whom
     * @param bytes as coded
     */
    void NoteSent(uint32_t slot, Mac48Address user, const std::vector<uint8_t>& bytes);
    /**
     * @param slot of the latent
     * @param user to whom
     * @param bytes as received
     * @return bits that differ from what was sent; all if nothing was
     */
    uint32_t CountWrongBits(uint32_t slot,
                            Mac48Address user,
                            const std::vector<uint8_t>& bytes) const;

  private:
    DdParameters m_parameters;                    //!< what is no attribute
    uint32_t m_users;                             //!< K
    uint32_t m_mostServerSteps;                   //!< largest t_0
    uint32_t m_mostDeviceSteps;                   //!< largest t_k
    double m_serverStepEnergy;                    //!< delta_0 [J]
    double m_serverBudget;                        //!< E_T [J]
    double m_reserve;                             //!< part of E_T that decisions leave
    double m_airtime;                             //!< beta [s]
    double m_snrPerWatt;                          //!< rho [1/W]
    double m_threshold;                           //!< Q_th
    Schedule m_schedule;                          //!< N
    double m_severity;                            //!< m of the fading
    double m_shadowing;                           //!< m_s of the fading
    Arrangement m_arrangement;                    //!< who takes the shared steps
    double m_groupDistance;                       //!< largest in a group
    Centre m_centre;                              //!< whose prompt is a group's
    uint32_t m_mostPerGroup;                      //!< users; 0: any number
    Format m_format;                              //!< of latents
    uint32_t m_headerBytes = 0;                   //!< beside each latent
    double m_limit;                               //!< of latents
    std::shared_ptr<const LatentSource> m_source; //!< of latents
    Evaluator m_evaluator;                        //!< null: surrogate
    /// What was sent last to each user, and in which slot.
    std::map<Mac48Address, std::pair<uint32_t, std::vector<uint8_t>>> m_sent;
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_CELL_H
