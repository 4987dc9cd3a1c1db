/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "dd-options.h"

#include "ns3/core-module.h"
#include "ns3/isac-dd-decider.h"
#include "ns3/isac-dd-measure.h"
#include "ns3/isac-dd-policy.h"
#include "ns3/rng-seed-manager.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// @param word of an option @return the same with a capital, as attributes have it
std::string
Capital(std::string word)
{
    word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
    return word;
}

/// @param text with ; between @return its parts
std::vector<std::string>
SplitPrompts(const std::string& text)
{
    std::vector<std::string> parts;
    std::istringstream stream(text);
    std::string part;
    while (std::getline(stream, part, ';'))
    {
        parts.push_back(part);
    }
    return parts;
}

} // namespace

DdOptions::DdOptions()
    : cell(DdSchedule::LONGEST)
{
}

void
DdOptions::AddTo(Arguments& arguments)
{
    arguments.AddGroup("What is run");
    arguments.Add("policy", "who decides; list shows all", policy);
    arguments.Add("slots", "how many", network.slots, 1, 100000000);
    arguments.Add("slotTime",
                  "slots begin at its multiples, and the channel changes there [s]",
                  m_slotTime,
                  1e-3,
                  1e6);
    arguments.Add("reportTimeout",
                  "the manager decides without the requests that are not in by then [s]",
                  m_reportTimeout,
                  0.0,
                  1e6);
    arguments.Add("latentTimeout",
                  "after the decision, when users go on with what has come of a latent [s]",
                  m_latentTimeout,
                  0.0,
                  1e6);
    arguments.Add("slotTimeout",
                  "after the decision, when a slot is given up; 0: never [s]",
                  m_slotTimeout,
                  0.0,
                  1e9);
    cell.AddTo(arguments);
    arguments.AddGroup("Who shares steps");
    arguments.Add("arrangement",
                  "who takes them: the edge server, one device of each pair, or the head of each "
                  "group",
                  arrangement,
                  {"edge", "pairs", "cluster"});
    arguments.Add("groupDistance",
                  "largest semantic distance of prompts in a group",
                  network.groupDistance,
                  0.0,
                  1e6);
    arguments.Add("mostPerGroup",
                  "most users of a group; 0: any number",
                  network.mostPerGroup,
                  0,
                  250);
    arguments.Add("centre",
                  "whose prompt is a group's: the medoid's or the first user's",
                  m_centre,
                  {"medoid", "first"});
    arguments.Add("prompts",
                  "of the first users in every slot, apart by ;, others draw theirs",
                  m_prompts);
    arguments.Add("cache",
                  "latents that a server keeps; 0: none",
                  network.cacheCapacity,
                  0,
                  1000000);
    arguments.Add("cacheReach",
                  "semantic distance of a prompt whose latent serves for another",
                  network.cacheReach,
                  0.0,
                  1e6);
    arguments.AddGroup("Pictures");
    diffusion.AddTo(arguments, "noise of the paper's size");
    arguments.Add("serverStepTime", "[ms]", m_serverStepTime, 1e-6, 1e6);
    arguments.Add("deviceStepTime", "[ms]", m_deviceStepTime, 1e-6, 1e6);
    arguments.Add("qoe",
                  "who tells it: the surrogate, measures of the picture, or a vision-language "
                  "model at visionUrl",
                  m_evaluator,
                  {"surrogate", "measured", "vision"});
    arguments.Add("visionUrl",
                  "base address of an OpenAI-compatible server",
                  m_vision.endpoint.url);
    arguments.Add("visionModel", "its name there", m_vision.model.model);
    arguments.Add("visionCache", "folder of answers", m_vision.cacheFolder);
    arguments.Add("visionReplay", "answers come from that folder alone", m_vision.replayOnly);
    arguments.Add("visionFallback",
                  "the surrogate tells QoE where the model does not; else the run fails",
                  m_visionFallback);
    arguments.AddGroup("The network");
    arguments.Add("ideal",
                  "no airtime for headers, control reaches everyone at once",
                  network.ideal);
    arguments.Add("fading", "Fisher-Snedecor fading, anew in each slot", network.fading);
    arguments.Add("transmissions",
                  "most copies of a packet with wrong bits; 1: nothing is repeated",
                  network.transmissions,
                  1,
                  1000);
    arguments.Add("reserve",
                  "part of serverBudget that decisions leave for headers and repeated packets",
                  network.reserve,
                  0.0,
                  0.99);
    arguments.Add("packetSize", "latent bytes in a packet", network.packetSize, 1, 1400);
    arguments.Add("controlShare",
                  "of the band, for what is no latent",
                  network.controlShare,
                  1e-3,
                  0.99);
    arguments.Add("controlPower", "on each subchannel [W]", network.controlPower, 1e-9, 1e6);
    arguments.Add("distance", "of users from the base station [m]", network.distance, 1.0, 1e6);
    arguments.Add("backhaulDelay",
                  "to the server, one way; not given: it is on the base station's node [ms]",
                  m_backhaulDelay,
                  0.0,
                  1e6);
    arguments.Add("backhaulRate", "of the link to the server [Gbit/s]", m_backhaulRate, 1e-6, 1e3);
    arguments.AddGroup("Results");
    arguments.Add("output", "folder; default runs/distributed-diffusion-POLICY-CELL-runR", output);
    arguments.Add("csv", "write slots.csv, users.csv and pictures", csv);
    arguments.Add("pictures", "slots whose pictures are kept", pictures, 0, 100000);
    arguments.Add("pcap", "write the packets of who sends latents", pcap);
    arguments.Add("progress", "show progress on standard error", progress);
}

void
DdOptions::Finish(const Arguments& arguments)
{
    for (const char* name : {"minDistance", "maxDistance", "ratings", "slotsPerEpisode"})
    {
        if (arguments.IsGiven(name))
        {
            throw std::invalid_argument(std::string("--") + name +
                                        ": here prompts tell distances, and nothing is learned");
        }
    }
    cell.Finish(arguments);
    network.parameters = cell.GetParameters();
    network.scenario = cell.GetScenario();
    if (network.parameters.channel == DdChannel::AVERAGE)
    {
        throw std::invalid_argument("--channel=average: packets meet the channel as it is, "
                                    "expected instantaneous");
    }
    constexpr double LEAST_GAIN = 1e-12; // below it nothing is heard
    for (const auto& [name, value] : {std::pair("snrPerWatt", network.parameters.snrPerWatt),
                                      std::pair("pathGain", network.scenario.pathGain)})
    {
        if (value < LEAST_GAIN)
        {
            throw std::invalid_argument(std::string("--") + name +
                                        ": nothing is heard, expected 1e-12 at least");
        }
    }
    if (network.parameters.sharing == DdSharing::SEPARATE)
    {
        network.mostPerGroup = 1;
    }
    network.arrangement = Capital(arrangement);
    network.centre = Capital(m_centre);
    network.latentFormat = Capital(FormatLatentFormat(diffusion.GetCoding().format));
    network.latentLimit = diffusion.GetCoding().limit;
    network.slotTime = Seconds(m_slotTime);
    network.reportTimeout = Seconds(m_reportTimeout);
    network.latentTimeout = Seconds(m_latentTimeout);
    network.slotTimeout = Seconds(m_slotTimeout);
    network.serverStepTime = Seconds(1e-3 * m_serverStepTime);
    network.deviceStepTime = Seconds(1e-3 * m_deviceStepTime);
    network.remote = arguments.IsGiven("backhaulDelay");
    network.backhaulDelay = Seconds(1e-3 * m_backhaulDelay);
    network.backhaulRate = 1e9 * m_backhaulRate;
    if (network.remote && arrangement != "edge")
    {
        throw std::invalid_argument("--backhaulDelay: there is no server with --arrangement=" +
                                    arrangement);
    }
    MakeSource();
    CheckBand();
    MakeEvaluator();
    MakeDecider();
}

void
DdOptions::MakeSource()
{
    const std::shared_ptr<const DiffusionModel> model = diffusion.Load();
    if (model)
    {
        network.source = std::make_shared<ModelLatents>(model, diffusion.GetSampler());
    }
    else
    {
        network.source = std::make_shared<LawLatents>(MakeShapePrompts());
    }
    network.prompts = SplitPrompts(m_prompts);
    if (network.prompts.size() > static_cast<std::size_t>(network.parameters.users))
    {
        throw std::invalid_argument("--prompts: expected " +
                                    std::to_string(network.parameters.users) + " at most");
    }
    for (const std::string& prompt : network.prompts)
    {
        try
        {
            network.source->FindPrompt(prompt);
        }
        catch (const std::invalid_argument& error)
        {
            throw std::invalid_argument(std::string("--prompts: ") + error.what());
        }
    }
}

void
DdOptions::CheckBand() const
{
    constexpr double LEAST = 1.0; // of each latent [Hz]; edges near the carrier are known to 4e-6
    const double band = DdNetwork::GetBandwidth(network);
    const double part = band * (1.0 - network.controlShare) / network.parameters.users;
    if (part < LEAST)
    {
        throw std::invalid_argument("--energyPerWatt: latents that take so long have less than "
                                    "1 Hz each");
    }
    if (band >= 2.0 * DdHelper::CARRIER)
    {
        throw std::invalid_argument("--energyPerWatt: latents that take so short have no room "
                                    "around a carrier of 28 GHz");
    }
}

void
DdOptions::MakeEvaluator()
{
    if (m_evaluator == "surrogate")
    {
        return;
    }
    const auto latents = std::dynamic_pointer_cast<const ModelLatents>(network.source);
    if (!latents || !latents->CanDecode())
    {
        throw std::invalid_argument("--qoe=" + m_evaluator +
                                    ": there are no pictures with --model=" + diffusion.GetName());
    }
    if (m_evaluator == "measured")
    {
        if (!latents->GetModel().CanAlign())
        {
            throw std::invalid_argument(
                "--qoe=measured: the model does not tell what pictures show");
        }
        const DdQoeParameters qoe = network.parameters.qoe;
        network.evaluator = [latents, qoe](const DdJudgement& judgement) {
            const QoeQuestion& question = judgement.question;
            const DdPictureMeasure measure =
                MeasureDdPictures(latents->GetModel(),
                                  {judgement.latent},
                                  latents->FindPrompt(question.prompt),
                                  latents->FindPrompt(judgement.serverPrompt))
                    .front();
            const DdJudge judge(qoe, question.personality, judgement.distance);
            return DdVerdict{MeasuredDdQoe(judge, measure), measure.leak};
        };
        return;
    }
    m_eye = std::make_shared<VisionEvaluator>(m_vision);
    const std::string wrong = m_eye->WaitUntilReady();
    if (!wrong.empty())
    {
        throw std::invalid_argument("--visionUrl=" + m_vision.endpoint.url + ": " + wrong);
    }
    network.evaluator = [this](const DdJudgement& judgement) {
        const QoeRating rating = m_eye->Evaluate(judgement.question);
        if (!rating.IsValid() && !m_visionFallback)
        {
            throw std::runtime_error("the vision model gave no score: " + rating.error);
        }
        return DdVerdict{rating.IsValid() ? rating.score : judgement.surrogate, std::nullopt};
    };
}

void
DdOptions::PrintEvaluator(std::ostream& out) const
{
    if (m_eye)
    {
        const VisionEvaluatorStatistics& counts = m_eye->GetStatistics();
        out << "vision model: " << counts.questions << " pictures, " << counts.requests
            << " requests, " << counts.cacheHits << " answers from the folder, " << counts.failures
            << " without a score" << (m_visionFallback ? ", told by the surrogate\n" : "\n");
    }
}

void
DdOptions::MakeDecider()
{
    // A group may be one user, whose part of the budget must do.
    const bool edge = arrangement == "edge";
    const double part =
        (1.0 - network.reserve) * network.parameters.serverBudget / network.parameters.users;
    const double step = edge ? network.parameters.serverStepEnergy : network.scenario.maxStepEnergy;
    if (part < step)
    {
        throw std::invalid_argument("--serverBudget: the part of one of " +
                                    std::to_string(network.parameters.users) +
                                    " users does not allow a shared step");
    }
    // Policies draw from generators of their own; these follow the run as all do.
    const uint64_t run[] = {RngSeedManager::GetSeed(), RngSeedManager::GetRun()};
    const uint64_t seed = Hash64(reinterpret_cast<const char*>(run), sizeof(run));
    try
    {
        DdParameters group = network.parameters;
        constexpr uint32_t PAIR = 2;
        const uint32_t most =
            arrangement == "pairs" && network.mostPerGroup != 1 ? PAIR : network.mostPerGroup;
        if (most > 0)
        {
            // Nobody decides for all users: what counts is whether a full group can be decided.
            group.users = std::min(group.users, static_cast<int>(most));
            group.serverBudget *= static_cast<double>(group.users) / network.parameters.users;
        }
        MakeDdScheme(policy, group, network.scenario, seed);
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument("--policy=" + std::string(error.what()));
    }
    const auto decider = std::make_shared<DdDecider>(policy, network.scenario, seed);
    network.decider = [decider](const DdParameters& parameters, const DdState& state) {
        return decider->Decide(parameters, state);
    };
}

} // namespace isac
} // namespace ns3
