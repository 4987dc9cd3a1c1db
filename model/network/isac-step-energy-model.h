/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_STEP_ENERGY_MODEL_H
#define ISAC_STEP_ENERGY_MODEL_H

#include "isac-compat.h"

#include "ns3/device-energy-model.h"
#include "ns3/energy-source.h"
#include "ns3/event-id.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/traced-value.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A processor that takes denoising steps one after another, and what they draw from a
 * battery: StepEnergy joules over StepTime each, at constant power, and nothing between.
 *
 * It is the clock of the steps too: an application asks for some, and is told when they are done.
 * An empty battery stops the step under way; its energy so far is spent, and it goes on where it
 * stood when the battery is recharged. Without a battery steps are counted all the same.
 * Several processors of a node may share one battery.
 */
class IsacStepEnergyModel : public energy::DeviceEnergyModel
{
  public:
    /// Told that all steps asked for are done.
    typedef Callback<void> DoneCallback;

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Put a processor on a node.
     * @param node gets it, and lets it draw from its first EnergySource if it has one
     * @param stepEnergy delta, of one step [J]
     * @param stepTime how long a step takes
     * @return the processor
     */
    static Ptr<IsacStepEnergyModel> Install(Ptr<Node> node, double stepEnergy, Time stepTime);

    /**
     * @brief Take steps from now on. It must be idle; with an empty battery they wait.
     * @param steps how many; 0 is done at once
     * @param done told when the last one ends, as an event of its own; null if nobody need be
     */
    void Start(uint32_t steps, DoneCallback done);
    /// Give up the steps that are left; what the one under way has drawn is spent.
    void Cancel();

    /// @return whether steps are left of those asked for
    bool IsBusy() const;
    /// @return whether the battery gives nothing
    bool IsEmpty() const;
    /// @return steps completed so far, of all that were ever asked for
    uint64_t GetSteps() const;

    void SetEnergySource(Ptr<energy::EnergySource> source) override;
    double GetTotalEnergyConsumption() const override;
    void ChangeState(int newState) override;
    void HandleEnergyDepletion() override;
    void HandleEnergyRecharged() override;
    void HandleEnergyChanged() override;

    /// TracedCallback signature of steps: how many of those asked for are left.
    typedef void (*StepTracedCallback)(uint32_t left);

  protected:
    void DoDispose() override;

  private:
    double DoGetCurrentA() const override;
    /// @return power of a step [W]
    double GetPower() const;
    /// The step that is next goes on, or begins.
    void Run();
    /// The step under way stands still.
    void Pause();
    /// The step under way is over.
    void StepDone();
    /// All steps are over.
    void Finish();
    /// @return what processors and radios draw from the battery now [W]
    double GetDrawnPower() const;
    /// Let the battery look at itself when this processor will have emptied it.
    void WatchBattery();
    /// @return how much of the step under way is done
    Time GetProgress() const;
    /// @param time from the start of a step @return energy that it has drawn until then [J]
    double GetEnergy(Time time) const;

    double m_stepEnergy; //!< delta [J]
    Time m_stepTime;     //!< of one step

    Ptr<energy::EnergySource> m_source; //!< the battery; may be null
    bool m_empty = false;               //!< whether the battery gives nothing
    bool m_running = false;             //!< whether a step draws power now
    uint32_t m_left = 0;                //!< steps asked for and not done
    uint64_t m_steps = 0;               //!< completed
    Time m_progress;                    //!< of the step under way, until m_since
    Time m_since;                       //!< when it last went on
    DoneCallback m_done;                //!< told when all are done
    EventId m_stepEvent;                //!< the step under way ends
    EventId m_emptyEvent;               //!< the battery will be empty
    EventId m_wakeEvent;                //!< to do when the battery has looked at itself
    TracedValue<double> m_total;        //!< drawn by completed and given up steps [J]
    TracedCallback<uint32_t> m_step;    //!< a step is done
    TracedCallback<> m_depleted;        //!< the battery is empty
    TracedCallback<> m_recharged;       //!< the battery gives again
};

} // namespace isac
} // namespace ns3

#endif // ISAC_STEP_ENERGY_MODEL_H
