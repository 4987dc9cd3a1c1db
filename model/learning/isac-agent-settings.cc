/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-agent-settings.h"

#include <limits>
#include <locale>
#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

/// Keeps the first complaint about a setting.
class Checker
{
  public:
    /**
     * @param name of a setting
     * @param value its value
     * @param good whether it may have it
     * @param expected what it may be
     */
    template <typename Value>
    void Check(const char* name, const Value& value, bool good, const std::string& expected)
    {
        if (!good && m_error.empty())
        {
            m_error = std::string(name) + " is " + ToText(value) + ": expected " + expected;
        }
    }

    /**
     * @brief A number from low to high, both included; never a NaN.
     * @param name of a setting
     * @param value its value
     * @param low least value
     * @param high largest value
     */
    template <typename Value>
    void Between(const char* name, Value value, Value low, Value high)
    {
        Check(name,
              value,
              value >= low && value <= high,
              "a number from " + ToText(low) + " to " + ToText(high));
    }

    /**
     * @brief A number above 0 and up to high.
     * @param name of a setting
     * @param value its value
     * @param high largest value
     */
    void Positive(const char* name, double value, double high)
    {
        Check(name,
              value,
              value > 0.0 && value <= high,
              "a number above 0, at most " + ToText(high));
    }

    /**
     * @brief Layers' widths.
     * @param name of a setting
     * @param widths of the layers; there may be none
     */
    void Widths(const char* name, const std::vector<int>& widths)
    {
        constexpr int WIDEST = 65536;
        bool good = true;
        for (const int width : widths)
        {
            good = good && width >= 1 && width <= WIDEST;
        }
        Check(name, widths, good, "widths from 1 to " + ToText(WIDEST));
    }

    /// @return the first complaint; empty if there was none
    const std::string& GetError() const
    {
        return m_error;
    }

  private:
    /**
     * @param value a number
     * @return it as text
     */
    template <typename Value>
    static std::string ToText(Value value)
    {
        std::ostringstream text;
        text.imbue(std::locale::classic());
        text << value;
        return text.str();
    }

    /**
     * @param values numbers
     * @return them as text, parted by commas
     */
    static std::string ToText(const std::vector<int>& values)
    {
        std::string text;
        for (const int value : values)
        {
            text += (text.empty() ? "" : ",") + ToText(value);
        }
        return text;
    }

    std::string m_error; //!< the first complaint
};

} // namespace

std::string
CheckAgentSettings(const AgentSettings& settings)
{
    constexpr double LARGEST = std::numeric_limits<double>::max();
    constexpr int MOST_TRANSITIONS = 100000000;
    constexpr int MOST_STEPS = 1000;
    Checker checker;
    checker.Widths("actorHidden", settings.actorHidden);
    checker.Check("actorHidden",
                  settings.actorHidden,
                  !settings.actorHidden.empty(),
                  "one layer at least, for branches to start from");
    checker.Widths("branchHidden", settings.branchHidden);
    checker.Widths("criticHidden", settings.criticHidden);
    checker.Positive("actorRate", settings.actorRate, 1.0);
    checker.Positive("criticRate", settings.criticRate, 1.0);
    checker.Positive("temperatureRate", settings.temperatureRate, 1.0);
    // At 0 a finished policy could not learn on: its rates would stay there.
    checker.Positive("finalRate", settings.finalRate, 1.0);
    checker.Between("replay", settings.replay, 1, MOST_TRANSITIONS);
    checker.Check("minReplay",
                  settings.minReplay,
                  settings.minReplay >= 1 && settings.minReplay <= settings.replay,
                  "a number from 1 to replay, which is " + std::to_string(settings.replay));
    checker.Between("batch", settings.batch, 1, MOST_TRANSITIONS);
    checker.Positive("softUpdate", settings.softUpdate, 1.0);
    checker.Between("discount", settings.discount, 0.0, 1.0);
    checker.Between("steps", settings.steps, 1, MOST_STEPS);
    checker.Between("priorityExponent", settings.priorityExponent, 0.0, 1.0);
    checker.Between("importanceExponent", settings.importanceExponent, 0.0, 1.0);
    if (settings.automaticTemperature)
    {
        // What is learned is its logarithm.
        checker.Positive("initialTemperature", settings.initialTemperature, LARGEST);
    }
    else
    {
        checker.Between("initialTemperature", settings.initialTemperature, 0.0, LARGEST);
    }
    // No density on [0, 1] has an entropy above that of the uniform one, 0.
    checker.Between("continuousEntropy", settings.continuousEntropy, -LARGEST, 0.0);
    checker.Between("categoricalEntropy", settings.categoricalEntropy, 0.0, 1.0);
    checker.Positive("gumbelTemperature", settings.gumbelTemperature, LARGEST);
    checker.Between("explorationNoise", settings.explorationNoise, 0.0, 1.0);
    checker.Between("finalNoise", settings.finalNoise, 0.0, 1.0);
    checker.Positive("noiseSpan", settings.noiseSpan, 1.0);
    checker.Between("targetNoise", settings.targetNoise, 0.0, 1.0);
    checker.Between("noiseClip", settings.noiseClip, 0.0, 1.0);
    checker.Between("targetPeriod", settings.targetPeriod, 0, MOST_STEPS);
    checker.Between("policyDelay", settings.policyDelay, 1, MOST_STEPS);
    checker.Between("denoisingSteps", settings.denoisingSteps, 1, MOST_STEPS);
    checker.Between("threads", settings.threads, 1, 2);
    checker.Between("gradientClip", settings.gradientClip, 0.0, LARGEST);
    checker.Between("weightDecay", settings.weightDecay, 0.0, 1.0);
    checker.Between("atoms", settings.atoms, 2, MOST_STEPS);
    checker.Between("lowestReturn", settings.lowestReturn, -LARGEST, LARGEST);
    checker.Check("highestReturn",
                  settings.highestReturn,
                  settings.highestReturn > settings.lowestReturn &&
                      settings.highestReturn <= LARGEST,
                  "a number above lowestReturn");
    checker.Between("noisyDeviation", settings.noisyDeviation, 0.0, LARGEST);
    checker.Widths("recurrentHidden", settings.recurrentHidden);
    checker.Between("window", settings.window, 1, MOST_STEPS);
    checker.Between("rollout", settings.rollout, 1, MOST_TRANSITIONS);
    checker.Between("epochs", settings.epochs, 1, MOST_STEPS);
    checker.Positive("clipRatio", settings.clipRatio, LARGEST);
    checker.Between("advantageDecay", settings.advantageDecay, 0.0, 1.0);
    checker.Between("entropyWeight", settings.entropyWeight, 0.0, LARGEST);
    checker.Between("valueWeight", settings.valueWeight, 0.0, LARGEST);
    checker.Between("taylorForm", settings.taylorForm, 0, 3);
    checker.Between("taylorVariance", settings.taylorVariance, 0.0, LARGEST);
    return checker.GetError();
}

} // namespace isac
} // namespace ns3
