/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_AGENT_SETTINGS_H
#define ISAC_AGENT_SETTINGS_H

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Everything about a learner that one may want to set. Defaults are those of CAQA-AIGC,
 * Table II, where it has them. An agent reads what concerns it.
 */
struct AgentSettings
{
    std::vector<int> actorHidden{256, 128};  //!< hidden layers of the actor (its shared trunk)
    std::vector<int> branchHidden{64};       //!< hidden layers of the branch of continuous values
    std::vector<int> criticHidden{256, 128}; //!< hidden layers of each critic
    double actorRate = 1e-4;                 //!< learning rate of the actor
    double criticRate = 1e-3;                //!< learning rate of the critics
    double temperatureRate = 1e-3;           //!< learning rate of the temperature's logarithm
    double finalRate = 1.0;                  //!< rates fall linearly to this share of themselves
    int replay = 50000;                      //!< transitions kept, Psi
    int minReplay = 5000;                    //!< transitions before learning begins, Psi_min
    int batch = 256;                         //!< transitions in a learning step, Psi_b
    double softUpdate = 0.005;               //!< share of the new in target networks, (15)
    int targetPeriod = 0;                    //!< DQN: steps between copies to the target; 0: (15)
    double discount = 0.0;                   //!< gamma
    int steps = 1;                           //!< n of n-step returns
    bool prioritized = false;                //!< replay by temporal-difference error
    double priorityExponent = 0.6;           //!< alpha of prioritized replay
    double importanceExponent = 0.4;         //!< beta of prioritized replay at first; 1 in the end
    double initialTemperature = 0.01;        //!< rho at first
    bool automaticTemperature = true;        //!< whether rho follows the entropy targets
    double continuousEntropy = -2.5; //!< target entropy of each continuous value in [0, 1] [nat]
    double categoricalEntropy =
        0.1;                        //!< that of each choice, as a share of the logarithm of choices
    double gumbelTemperature = 1.0; //!< of the Gumbel-softmax
    double explorationNoise = 0.1;  //!< deviation of deterministic actors; DQN: chance
    double finalNoise = 1.0;        //!< that noise falls linearly to this share of itself
    double noiseSpan = 1.0;         //!< share of the training in which noise falls
    double targetNoise = 0.1;       //!< TD3: deviation of target actions
    double noiseClip = 0.25;        //!< TD3: bound of that noise
    int policyDelay = 2;            //!< TD3: critic steps for one of the actor
    int denoisingSteps = 5;         //!< T of a diffusion actor
    int threads = 1;                //!< 2: twin critics learn side by side, with the same result
    double gradientClip = 0.0;      //!< largest norm of a gradient; 0 for any
    double weightDecay = 0.0;       //!< L2 penalty, added to gradients
    bool mish = false;              //!< Mish between hidden layers in place of ReLU
    bool normalise = true;          //!< observations by those seen before learning began
    bool doubleQ = false;           //!< DQN: Q chooses and Q' judges (van Hasselt et al. 2016)
    int atoms = 51;                 //!< Rainbow: of the distribution of returns
    double lowestReturn = -10.0;    //!< Rainbow: first atom
    double highestReturn = 10.0;    //!< Rainbow: last atom
    double noisyDeviation = 0.1;    //!< Rainbow: of noisy layers at first, before 1 / sqrt(inputs)
    std::vector<int> recurrentHidden{256, 256}; //!< DRQN: layers of LSTM behind criticHidden
    int window = 1;         //!< observations that are seen together, the newest last
    int rollout = 256;      //!< on-policy: steps of each environment that are learned from together
    int epochs = 10;        //!< PPO: passes over a rollout, in parts of batch
    double clipRatio = 0.2; //!< PPO: bound of the change of a probability
    double advantageDecay = 0.95; //!< PPO: lambda of generalised advantage estimation
    double entropyWeight = 0.01;  //!< on-policy: of the entropy in the loss
    double valueWeight = 0.5;     //!< on-policy: of the critic's error in the loss
    /// Taylor TD: 0 none (plain TD), 1 direct, 2 cosine (direction only), 3 literal ((22) of STTD)
    int taylorForm = 1;
    double taylorVariance = 1.0; //!< Taylor TD: lambda_a, of the action noise that is integrated
};

/**
 * @ingroup isac-aigc
 * @brief Call a visitor with each setting: what options, checkpoints and reports are made from.
 *
 * The visitor takes (name, help, reference to the value), the values being int, double, bool and
 * std::vector<int>.
 *
 * @tparam Settings AgentSettings, const or not
 * @tparam Visitor a function object
 * @param settings whose values are visited
 * @param visit the visitor
 */
template <typename Settings, typename Visitor>
void
VisitAgentSettings(Settings& settings, Visitor&& visit)
{
    visit("actorHidden",
          "hidden layers of the actor, shared by its branches",
          settings.actorHidden);
    visit("branchHidden",
          "hidden layers of the branch of continuous values",
          settings.branchHidden);
    visit("criticHidden", "hidden layers of each critic", settings.criticHidden);
    visit("actorRate", "learning rate of the actor", settings.actorRate);
    visit("criticRate", "learning rate of the critics", settings.criticRate);
    visit("temperatureRate", "learning rate of log rho", settings.temperatureRate);
    visit("finalRate", "rates fall linearly to this share of themselves", settings.finalRate);
    visit("replay", "Psi, transitions kept", settings.replay);
    visit("minReplay", "Psi_min, transitions before learning begins", settings.minReplay);
    visit("batch", "Psi_b, transitions in a learning step", settings.batch);
    visit("softUpdate", "share of the new in target networks (15)", settings.softUpdate);
    visit("targetPeriod",
          "DQN: steps between copies to the target; 0: (15)",
          settings.targetPeriod);
    visit("discount", "gamma", settings.discount);
    visit("steps", "n of n-step returns", settings.steps);
    visit("prioritized", "replay by temporal-difference error", settings.prioritized);
    visit("priorityExponent", "alpha of prioritized replay", settings.priorityExponent);
    visit("importanceExponent", "beta of prioritized replay at first", settings.importanceExponent);
    visit("initialTemperature", "rho at first", settings.initialTemperature);
    visit("automaticTemperature",
          "whether rho follows the entropy targets",
          settings.automaticTemperature);
    visit("continuousEntropy",
          "target entropy of each continuous value in [0, 1] [nat]",
          settings.continuousEntropy);
    visit("categoricalEntropy",
          "target entropy of each choice, as a share of the largest",
          settings.categoricalEntropy);
    visit("gumbelTemperature", "of the Gumbel-softmax", settings.gumbelTemperature);
    visit("explorationNoise",
          "deviation of the actions of deterministic actors; DQN: chance of a random one",
          settings.explorationNoise);
    visit("finalNoise", "it falls linearly to this share of itself", settings.finalNoise);
    visit("noiseSpan", "share of the training in which noise falls", settings.noiseSpan);
    visit("targetNoise", "TD3: deviation of target actions", settings.targetNoise);
    visit("noiseClip", "TD3: bound of that noise", settings.noiseClip);
    visit("policyDelay", "TD3: critic steps for one of the actor", settings.policyDelay);
    visit("denoisingSteps", "T of a diffusion actor", settings.denoisingSteps);
    visit("threads", "2: twin critics learn side by side, with the same result", settings.threads);
    visit("gradientClip", "largest norm of a gradient; 0 for any", settings.gradientClip);
    visit("weightDecay", "L2 penalty, added to gradients", settings.weightDecay);
    visit("mish", "Mish between hidden layers in place of ReLU", settings.mish);
    visit("normalise",
          "whether observations are normalised by those seen before learning began",
          settings.normalise);
    visit("doubleQ", "DQN: Q chooses, Q' judges", settings.doubleQ);
    visit("atoms", "Rainbow: atoms of the distribution of returns", settings.atoms);
    visit("lowestReturn", "Rainbow: first atom", settings.lowestReturn);
    visit("highestReturn", "Rainbow: last atom", settings.highestReturn);
    visit("noisyDeviation", "Rainbow: deviation of noisy layers at first", settings.noisyDeviation);
    visit("recurrentHidden", "DRQN: layers of LSTM behind criticHidden", settings.recurrentHidden);
    visit("window", "observations that are seen together", settings.window);
    visit("rollout",
          "on-policy: steps of each environment that are learned from together",
          settings.rollout);
    visit("epochs", "PPO: passes over a rollout, in parts of batch", settings.epochs);
    visit("clipRatio", "PPO: bound of the change of a probability", settings.clipRatio);
    visit("advantageDecay",
          "PPO: lambda of generalised advantage estimation",
          settings.advantageDecay);
    visit("entropyWeight", "on-policy: of the entropy in the loss", settings.entropyWeight);
    visit("valueWeight", "on-policy: of the critic's error in the loss", settings.valueWeight);
    visit("taylorForm", "Taylor TD: 0 none, 1 direct, 2 cosine, 3 literal", settings.taylorForm);
    visit("taylorVariance",
          "Taylor TD: lambda_a, variance of the action noise that is integrated",
          settings.taylorVariance);
}

/**
 * @ingroup isac-aigc
 * @param settings of a learner
 * @return what is wrong with them, naming the setting; empty if nothing is
 */
std::string CheckAgentSettings(const AgentSettings& settings);

/**
 * @param value of a setting
 * @return it as text that reads back to the same value
 */
std::string FormatSetting(int value);
/// @copydoc FormatSetting(int)
std::string FormatSetting(double value);
/// @copydoc FormatSetting(int)
std::string FormatSetting(bool value);
/// @copydoc FormatSetting(int)
std::string FormatSetting(const std::vector<int>& value);

/**
 * @param text of a setting: a number, 0 or 1 or false or true, or whole numbers parted by commas
 * (none of them: no text)
 * @param value set to it
 * @return whether all of the text is such a value
 */
bool ParseSetting(const std::string& text, int& value);
/// @copydoc ParseSetting(const std::string&, int&)
bool ParseSetting(const std::string& text, double& value);
/// @copydoc ParseSetting(const std::string&, int&)
bool ParseSetting(const std::string& text, bool& value);
/// @copydoc ParseSetting(const std::string&, int&)
bool ParseSetting(const std::string& text, std::vector<int>& value);

} // namespace isac
} // namespace ns3

#endif // ISAC_AGENT_SETTINGS_H
