/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_MANAGER_H
#define ISAC_DA_MANAGER_H

#include "isac-band.h"
#include "isac-compat.h"
#include "isac-da-cell.h"
#include "isac-da-header.h"
#include "isac-da-server.h"

#include "ns3/application.h"
#include "ns3/isac-da-controller.h"
#include "ns3/isac-da-scheme.h"
#include "ns3/traced-callback.h"

#include <array>
#include <map>
#include <memory>
#include <vector>

namespace ns3
{
namespace isac
{

/// One slot as the manager believed and decided it; vectors have one value for each user.
struct DaSlotDecision
{
    uint32_t slot = 0;                   //!< which
    Time start;                          //!< beginning of the slot
    DaSlot believed;                     //!< users in the middle of it, as foreseen
    DaAllocation allocation;             //!< what was decided
    double meanQoe = 0.0;                //!< that is expected of it
    double collectionBandwidth = 0.0;    //!< of all reports, which decisions cannot have [Hz]
    std::vector<double> reportBandwidth; //!< of the reports of each user [Hz]
    /// Samples that each user reports, in the order of DaFollowed.
    std::vector<std::array<uint16_t, DA_FOLLOWED>> samples;
    std::vector<int> unsensed;   //!< users whose demands of sensing cannot be met
    std::vector<int> handedOver; //!< users who have another station than in the slot before
};

/**
 * @ingroup isac-aigc
 * @brief Decides every slot of DA-ISAC for all base stations: the network controller.
 *
 * It knows of users what they and echoes tell: DaController. Slots are as long as a segment and
 * follow each other without a gap; the first one begins when all users have greeted through all
 * cells. At its beginning the manager ends the last slot, foresees the middle of this one, takes
 * the bandwidth that reports need off the budget, asks the policy, and tells everyone: base
 * stations their plans, users who serves them and what they report, the server the users' speeds.
 *
 * On a station's carrier downlinks lie at the lower end, reports at the upper end: all bands of all
 * stations together are at most one carrier. What is narrower than 100 Hz is left out: at carrier
 * frequencies it can hardly be told from none.
 */
class DaManager : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    DaManager();
    ~DaManager() override;

    /**
     * @brief A base station, in the order of the scenario's.
     * @param address where it takes plans
     * @param carrier that its grants are parts of
     */
    void AddStation(const Address& address, const IsacBand& carrier);
    /**
     * @brief Decide by this scheme, instead of the one that attribute Policy names.
     * @param scheme policy and decoding
     */
    void SetScheme(const DaScheme& scheme);
    /**
     * @brief How users' digital agents work; to be called before the start.
     * @param settings FitModels and HandoverMargin are those of the attributes
     */
    void SetControllerSettings(const DaControllerSettings& settings);
    /**
     * @brief What is known of a user's QoE from the beginning; to be called before the start.
     * @param user number
     * @param model structure and weights
     */
    void SetModel(uint32_t user, const DaQoeModel& model);
    /// @return what is known of the users; null before the start
    const DaController* GetController() const;

    /// TracedCallback signature of slots that begin.
    typedef void (*SlotTracedCallback)(uint32_t slot);
    /// TracedCallback signature of decisions.
    typedef void (*DecisionTracedCallback)(const DaSlotDecision& decision);
    /// TracedCallback signature of observations: slot, what DaSystem::Observe says.
    typedef void (*ObservationTracedCallback)(uint32_t slot, const Eigen::VectorXd& observation);
    /// TracedCallback signature of actions: slot, raw action before decoding.
    typedef void (*ActionTracedCallback)(uint32_t slot, const Action& action);
    /// TracedCallback signature of decision times: slot, real time taken [s].
    typedef void (*DecisionTimeTracedCallback)(uint32_t slot, double seconds);
    /// TracedCallback signature of echoes: user, as heard, estimated place east and north [m].
    typedef void (*EchoTracedCallback)(uint32_t user,
                                       const DaEchoHeader& echo,
                                       double east,
                                       double north);
    /// TracedCallback signature of handovers: slot, user, from, to.
    typedef void (*HandoverTracedCallback)(uint32_t slot,
                                           uint32_t user,
                                           uint32_t from,
                                           uint32_t to);
    /// TracedCallback signature of reports and what they carried: header, bytes of raw data.
    typedef void (*ReportTracedCallback)(const DaReportHeader& report, uint32_t bytes);
    /// TracedCallback signature of scores: as sent, impact that the network believes in.
    typedef void (*ScoreTracedCallback)(const DaScoreHeader& score, double impact);
    /// TracedCallback signature of QoE models that have changed: user, model as fitted.
    typedef void (*ModelTracedCallback)(uint32_t user, const DaQoeModel& model);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// A base station.
    struct Station
    {
        Address address;  //!< where it takes plans
        IsacBand carrier; //!< that grants are parts of
    };

    /// What the manager knows of a user, beside the controller.
    struct User
    {
        std::vector<Address> addresses;        //!< in each cell
        std::vector<Mac48Address> devices;     //!< in each cell
        uint32_t greeted = 0;                  //!< cells that he has greeted through
        int station = -1;                      //!< that served him last
        double sensed = 0.0;                   //!< time of the last word of his place [s]
        std::array<double, DA_FOLLOWED> due{}; //!< samples that are not collected yet
        std::vector<double> impacts;           //!< I of the slots since those he has scored
        uint32_t unscored = 0;                 //!< the first of them
    };

    /// Make the policy.
    void MakeScheme(const DaScenario& scenario);
    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /**
     * @param greeting that has come
     * @param from the user, in a cell
     */
    void TakeGreeting(const DaGreetingHeader& greeting, const Address& from);
    /// @param echo that has come
    void TakeEcho(const DaEchoHeader& echo);
    /// @param report that has come @param bytes of raw data
    void TakeReport(const DaReportHeader& report, uint32_t bytes);
    /// @param score that has come
    void TakeScore(const DaScoreHeader& score);
    /// A slot ends and the next one begins.
    void StartSlot();
    /// @param user one @return whether nobody has known his place for a slot
    bool IsLost(const User& user) const;
    /// Say which samples are wanted, and what bandwidth they need. Who is lost reports his
    /// environment, and with it his place.
    void PlanCollection();
    /// Ask the policy.
    void Decide();
    /// Tell everyone.
    void Tell();
    /**
     * @brief Send one packet.
     * @param header of the packet, which has nothing else
     * @param to whom
     */
    void Send(const Header& header, const Address& to);

    std::string m_protocol;                  //!< socket factory
    Address m_local;                         //!< where everything comes in
    Ptr<DaServer> m_server;                  //!< on the same node
    uint32_t m_slots;                        //!< number of slots, 0 for no end
    std::string m_policy;                    //!< name of the scheme
    uint32_t m_policySeed;                   //!< of the policy's own random numbers
    bool m_collect;                          //!< whether users report samples
    bool m_fitModels;                        //!< whether QoE models are fitted
    double m_handoverMargin;                 //!< another station is so much nearer [m]
    double m_accuracyReserve;                //!< part by which accuracies are to be better
    uint32_t m_reportHeaders;                //!< bytes below a report
    Ptr<DaCell> m_cell;                      //!< constants
    std::vector<Station> m_stations;         //!< by number
    DaControllerSettings m_settings;         //!< how agents work
    std::map<uint32_t, DaQoeModel> m_models; //!< known from the beginning

    DaScheme m_scheme;                          //!< decides
    bool m_named = false;                       //!< whether by Policy
    std::unique_ptr<DaController> m_controller; //!< what is known of users
    Ptr<Socket> m_socket;                       //!< for everything
    std::vector<User> m_users;                  //!< by number
    std::map<Mac48Address, uint32_t> m_devices; //!< whose device it is
    uint32_t m_next = 0;                        //!< slot that begins next
    DaSlotDecision m_decision;                  //!< of the slot under way
    EventId m_slotEvent;                        //!< next slot

    TracedCallback<uint32_t> m_slotTrace;                                      //!< slot begins
    TracedCallback<const DaSlotDecision&> m_decisionTrace;                     //!< slot decided
    TracedCallback<uint32_t, const Eigen::VectorXd&> m_observationTrace;       //!< slot observed
    TracedCallback<uint32_t, const Action&> m_actionTrace;                     //!< action chosen
    TracedCallback<uint32_t, double> m_decisionTimeTrace;                      //!< real time
    TracedCallback<uint32_t, const DaEchoHeader&, double, double> m_echoTrace; //!< echo
    TracedCallback<uint32_t, uint32_t, uint32_t, uint32_t> m_handoverTrace;    //!< handed over
    TracedCallback<const DaReportHeader&, uint32_t> m_reportTrace;             //!< sample
    TracedCallback<const DaScoreHeader&, double> m_scoreTrace;                 //!< score
    TracedCallback<uint32_t, const DaQoeModel&> m_modelTrace;                  //!< new model
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_MANAGER_H
