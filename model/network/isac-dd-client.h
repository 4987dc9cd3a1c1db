/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_CLIENT_H
#define ISAC_DD_CLIENT_H

#include "isac-compat.h"
#include "isac-dd-cell.h"
#include "isac-dd-header.h"
#include "isac-net-device.h"
#include "isac-step-energy-model.h"

#include "ns3/application.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <map>
#include <optional>
#include <string>

namespace ns3
{
namespace isac
{

/// What a user's request has come to, as the simulation sees it.
struct DdClientOutcome
{
    DdOutcomeHeader outcome;  //!< as the manager is told
    DdRequestHeader request;  //!< what was asked for
    DdPlanHeader plan;        //!< what was decided
    DdJudgement judgement;    //!< what the QoE is of, with the picture
    uint16_t sharedTaken = 0; //!< steps that were taken for the latent in this slot
    Time shared;              //!< how long they took
    Time airtime;             //!< from the end of the shared steps until the latent was there
    Time steps;               //!< how long the device's own steps took
};

/**
 * @ingroup isac-aigc
 * @brief A user of distributed diffusion: asks for a picture, finishes it on his device, and judges
 * it.
 *
 * The manager's poll begins a slot. He answers with his prompt, personality and channel gains. Then
 * he waits for the plan and for the latent. When all of it is there, or from the plan's deadline on
 * with 0 for each value that never came, his device takes its own steps with his own prompt and its
 * own noise, decodes the picture, and tells the manager what it is worth.
 *
 * With schedule Longest the device goes on where the shared steps ended, on a schedule of t_0 and
 * the largest t_k of the group; who has fewer steps walks the rest in larger ones (RespaceChain()).
 * With Own it takes the latent for one of a schedule of t_0 and its own t_k.
 */
class DdClient : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    DdClient();
    ~DdClient() override;

    /// @return how many random streams were used
    /// @param stream first stream
    int64_t AssignStreams(int64_t stream) ISAC_OVERRIDE_342;

    /**
     * @brief Somebody who may send him latents.
     * @param sender base station, or the user whose device it is
     * @param device on which they come in
     */
    void AddLink(Mac48Address sender, Ptr<IsacNetDevice> device);
    /// @param personality in every slot, in place of one that is drawn
    void SetPersonality(const DdPersonality& personality);

    /// @return energy of a step of his device [J]
    double GetStepEnergy() const;
    /// @return the processor, once the application has started
    Ptr<IsacStepEnergyModel> GetProcessor() const;
    /// @return whether the request of the slot under way is not done
    bool IsBusy() const;

    /// TracedCallback signature of requests.
    typedef void (*RequestTracedCallback)(const DdRequestHeader& request);
    /// TracedCallback signature of outcomes.
    typedef void (*OutcomeTracedCallback)(const DdClientOutcome& outcome);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /// @param slot that begins
    void StartSlot(uint32_t slot);
    /// Tell the manager what is wanted.
    void Request();
    /**
     * @param device on which latents come in
     * @return g now, interference counted as a loss of gain
     */
    double MeasureGain(Ptr<IsacNetDevice> device) const;
    /// @param plan for the request
    void TakePlan(const DdPlanHeader& plan);
    /**
     * @param header of a piece of the latent
     * @param piece its bytes, some of them wrong
     */
    void TakePiece(const DdLatentHeader& header, Ptr<Packet> piece);
    /// The latent is there, or too late: take the device's steps.
    void Resume();
    /// All steps are taken: judge, and tell.
    void Finish();
    /// @return the latent as the device ends it; empty without a model
    std::vector<float> EndLatent() const;
    /// @param header to send to the manager
    void Send(const Header& header);

    std::string m_protocol;             //!< socket factory
    Address m_local;                    //!< where polls, plans and latents come in
    Address m_manager;                  //!< of the cell
    std::string m_prompt;               //!< in every slot; empty: drawn
    Ptr<RandomVariableStream> m_choice; //!< draws prompts, in [0, 1)
    Ptr<RandomVariableStream> m_trait;  //!< draws scores
    double m_stepEnergy;                //!< delta_k [J]
    Time m_stepTime;                    //!< of a step
    double m_energyBudget;              //!< E_Tk [J]
    Ptr<DdCell> m_cell;                 //!< model and laws
    Ptr<IsacNetDevice> m_device;        //!< to the base station

    std::map<Mac48Address, Ptr<IsacNetDevice>> m_links; //!< by sender
    std::optional<DdPersonality> m_personality;         //!< if it is fixed
    Ptr<Socket> m_socket;                               //!< for everything
    Ptr<IsacStepEnergyModel> m_processor;               //!< takes steps
    bool m_polled = false;                              //!< whether there was a slot
    bool m_planned = false;                             //!< whether this one is decided
    bool m_resumed = false;                             //!< whether the device's steps have begun
    bool m_done = true;                                 //!< whether all is done
    Time m_start;                                       //!< of the slot
    Time m_planTime;                                    //!< when the plan came
    Time m_resumeTime;                                  //!< when the device's steps began
    DdClientOutcome m_outcome;                          //!< of the slot
    std::map<uint32_t, uint32_t> m_pieces;              //!< that have come: offset, length
    std::vector<uint8_t> m_latent;                      //!< as it has come
    std::optional<DdLatentHeader> m_header;             //!< of a piece of it
    EventId m_deadlineEvent;                            //!< no longer wait for it

    TracedCallback<const DdRequestHeader&> m_requestTrace; //!< a request goes out
    TracedCallback<const DdClientOutcome&> m_outcomeTrace; //!< a picture is there
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_CLIENT_H
