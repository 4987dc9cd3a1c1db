/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-trainer.h"

#include "ns3/isac-torch-runtime.h"
#include "ns3/rng-seed-manager.h"

#include <cmath>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

namespace train
{

using namespace ns3::isac;

namespace
{

/// Streams of LearnerSeed().
enum Stream : uint64_t
{
    AGENT_STREAM = 0,
    ENVIRONMENT_STREAM = 1
};

/// Seeds of held-out states: fixed, so that trainings are judged on the same.
constexpr uint64_t EVALUATION_SEED = 1001;
constexpr uint64_t TEST_SEED = 1002;

constexpr const char* CHECKPOINT = "checkpoint.pt"; //!< while the training is not finished

/**
 * @param stream of the run
 * @return its seed
 */
uint64_t
Seed(uint64_t stream)
{
    return LearnerSeed(ns3::RngSeedManager::GetSeed(), ns3::RngSeedManager::GetRun(), stream);
}

/**
 * @brief An agent tells its figures once it has learned: one of the kind, but tiny, does so at
 * once.
 * @param recipe of the agent
 * @param parameters the cell
 * @param environment to learn in; left anywhere
 * @return names of the figures
 */
std::vector<std::string>
FindFigureNames(const CaqaAgentRecipe& recipe,
                const CaqaParameters& parameters,
                Environment& environment)
{
    AgentSettings tiny = recipe.settings;
    tiny.actorHidden = tiny.branchHidden = tiny.criticHidden = {2};
    tiny.replay = tiny.minReplay = 2;
    tiny.batch = tiny.policyDelay = tiny.denoisingSteps = 1;
    const auto agent = MakeCaqaAgent(recipe, parameters, tiny, 0);
    Eigen::MatrixXd observation = environment.Reset(0);
    for (int i = 0; i < tiny.minReplay; ++i)
    {
        const ActionBatch actions = agent->ActBatch(observation, true);
        const StepResult& result = environment.Step(actions);
        agent->Observe(observation, actions, result);
        observation = result.observation;
    }
    agent->Update();
    std::vector<std::string> names;
    for (const auto& [name, value] : agent->GetFigures())
    {
        names.push_back(name);
    }
    return names;
}

/**
 * @param estimate a share
 * @return it in percent, as text
 */
std::string
ShowShare(const Estimate& estimate)
{
    if (!std::isfinite(estimate.value))
    {
        return "-";
    }
    std::ostringstream text;
    text << std::fixed << std::setprecision(2) << 100.0 * estimate.value << " %";
    return text.str();
}

} // namespace

CaqaTrainer::CaqaTrainer(const TrainCommand& command,
                         TrainingFolder& folder,
                         Interrupted interrupted)
    : m_command(command),
      m_options(command.GetOptions()),
      m_folder(folder),
      m_interrupted(std::move(interrupted)),
      m_parameters(command.GetCell().GetParameters()),
      m_scenario(command.GetCell().GetScenario()),
      m_system(m_parameters, command.GetRecipe().decoding),
      m_environment(m_system, m_scenario, static_cast<int>(m_options.environments)),
      m_agent(
          MakeCaqaAgent(command.GetRecipe(), m_parameters, m_options.learner, Seed(AGENT_STREAM))),
      m_judge(m_parameters, m_scenario, EVALUATION_SEED, m_options.evaluationStates),
      m_begin(std::chrono::steady_clock::now())
{
    const std::string slow = FindSlowBlas();
    if (!slow.empty())
    {
        std::cerr << "isac-train: warning: " << slow << std::endl;
    }
    const std::vector<std::string> figures =
        FindFigureNames(command.GetRecipe(), m_parameters, m_environment);
    TrainingSettings settings;
    settings.episodes = m_options.episodes;
    settings.updatesPerStep = static_cast<int>(m_options.updatesPerStep);
    settings.randomEpisodes = m_options.randomEpisodes;
    m_loop.emplace(m_environment, *m_agent, settings, Seed(ENVIRONMENT_STREAM));
    uint64_t curveSize = 0;
    uint64_t timingSize = 0;
    if (std::filesystem::exists(m_folder.At(CHECKPOINT)))
    {
        try
        {
            const Checkpoint checkpoint = Checkpoint::Read(m_folder.At(CHECKPOINT));
            m_agent->Load(checkpoint, Agent::Extent::EVERYTHING);
            m_loop->Load(checkpoint);
            if (!m_tally.SetState(checkpoint.GetText("train.tally")))
            {
                throw CheckpointError(checkpoint.GetPath() + ": train.tally makes no sense");
            }
            m_wallBefore = checkpoint.GetNumber("train.wall");
            curveSize = static_cast<uint64_t>(checkpoint.GetNumber("train.curve"));
            timingSize = static_cast<uint64_t>(checkpoint.GetNumber("train.timing"));
        }
        catch (const CheckpointError& error)
        {
            throw UsageError(error.what());
        }
    }
    m_stepsBefore = m_loop->GetSteps();
    m_updatesBefore = m_loop->GetUpdates();
    m_curve.emplace(m_folder, m_environment.MetricNames(), figures, curveSize, timingSize);
}

void
CaqaTrainer::Run()
{
    const bool fresh = m_loop->GetEpisodes() == 0;
    m_judge.FindOptima(m_folder.At("optimum.csv"), m_options.progress, m_interrupted);
    std::cout << std::fixed << std::setprecision(4) << m_command.GetRecipe().description
              << "; K = " << m_parameters.users << ", run " << ns3::RngSeedManager::GetRun()
              << "\nreward on " << m_options.evaluationStates << " held-out states: optimum "
              << m_judge.GetOptimum() << ", best constant " << m_judge.GetConstant() << ", random "
              << m_judge.GetRandom() << "\n"
              << (fresh ? "" : "going on from episode " + std::to_string(GetEpisodes()) + "\n")
              << "\nepisodes   updates  reward  violations  held out  of optimum  of constant\n"
              << std::flush;

    Progress progress(std::cerr, Progress::IsTerminal(), "episodes", m_options.episodes);
    progress.StartFrom(static_cast<uint64_t>(GetEpisodes()));
    m_begin = std::chrono::steady_clock::now();
    int64_t saved = GetEpisodes();
    while (!m_loop->IsDone())
    {
        if (m_interrupted())
        {
            progress.Finish();
            Save();
            throw Interruption();
        }
        const int64_t before = GetEpisodes();
        m_round = m_loop->RunRound();
        m_tally.Add(m_round);
        if (m_options.progress && progress.IsDue())
        {
            progress.Update(static_cast<uint64_t>(GetEpisodes()), ShowFigures());
        }
        const int64_t every = m_options.evaluateEvery;
        if (GetEpisodes() / every > before / every || m_loop->IsDone())
        {
            progress.Finish();
            Evaluate();
        }
        if (GetEpisodes() - saved >= m_options.checkpointEvery || m_loop->IsDone())
        {
            Save();
            saved = GetEpisodes();
        }
    }
    progress.Finish();
    Conclude();
}

int64_t
CaqaTrainer::GetEpisodes() const
{
    return m_loop->GetEpisodes();
}

double
CaqaTrainer::GetWallSeconds() const
{
    return m_wallBefore +
           std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
}

double
CaqaTrainer::GetFigure(const std::string& name) const
{
    for (const auto& [figure, value] : m_agent->GetFigures())
    {
        if (figure == name)
        {
            return value;
        }
    }
    return std::numeric_limits<double>::quiet_NaN();
}

std::string
CaqaTrainer::ShowFigures() const
{
    constexpr Eigen::Index VIOLATIONS = 2; // of CaqaEnvironment::MetricNames
    const double seconds = std::max(1e-9, GetWallSeconds() - m_wallBefore);
    std::ostringstream text;
    text << std::fixed << std::setprecision(0)
         << static_cast<double>(m_loop->GetSteps() - m_stepsBefore) / seconds << " steps/s, "
         << static_cast<double>(m_loop->GetUpdates() - m_updatesBefore) / seconds << " updates/s, "
         << std::setprecision(4) << "reward " << m_round.reward << ", violations "
         << std::setprecision(2) << m_round.metrics[VIOLATIONS];
    const double temperature = GetFigure("temperature");
    if (std::isfinite(temperature))
    {
        text << std::defaultfloat << std::setprecision(3) << ", temperature " << temperature;
    }
    return text.str();
}

CaqaJudge::Decide
CaqaTrainer::Greedy()
{
    return [this](const Eigen::MatrixXd& observations) {
        return m_agent->ActBatch(observations, false);
    };
}

void
CaqaTrainer::Evaluate()
{
    m_verdict = m_judge.Judge(m_system, Greedy());
    CurvePoint point;
    point.episodes = GetEpisodes();
    point.steps = m_loop->GetSteps();
    point.updates = m_loop->GetUpdates();
    point.figures = m_agent->GetFigures();
    point.wallSeconds = GetWallSeconds();
    m_curve->Append(point, m_tally, m_verdict);
    constexpr std::size_t VIOLATIONS = 2; // of CaqaEnvironment::MetricNames
    std::cout << std::setw(8) << point.episodes << std::setw(10) << point.updates << std::fixed
              << std::setprecision(4) << std::setw(8) << m_tally.GetReward() << std::setw(12)
              << m_tally.GetMetric(VIOLATIONS) << std::setw(10) << m_verdict.reward << std::setw(12)
              << ShowShare(m_verdict.ofOptimum) << std::setw(13) << ShowShare(m_verdict.ofConstant)
              << std::endl;
    m_tally.Clear();
    for (const std::string& warning : m_diagnostic.Check(m_verdict.actions, point.updates > 0))
    {
        std::cerr << "isac-train: warning: " << warning << std::endl;
    }
}

void
CaqaTrainer::Save()
{
    Checkpoint checkpoint;
    SaveCaqaAgent(checkpoint,
                  m_command.GetRecipe(),
                  m_parameters,
                  m_options.learner,
                  *m_agent,
                  Agent::Extent::EVERYTHING);
    m_loop->Save(checkpoint);
    checkpoint.SetText("train.tally", m_tally.GetState());
    checkpoint.SetNumber("train.wall", GetWallSeconds());
    checkpoint.SetNumber("train.curve", static_cast<double>(m_curve->GetCurveSize()));
    checkpoint.SetNumber("train.timing", static_cast<double>(m_curve->GetTimingSize()));
    checkpoint.Write(m_folder.At(CHECKPOINT));
}

void
CaqaTrainer::Conclude()
{
    const double wall = GetWallSeconds();
    CaqaJudge judge(m_parameters, m_scenario, TEST_SEED, m_options.testStates);
    judge.FindOptima(m_folder.At("optimum.csv"), m_options.progress, m_interrupted);
    const Verdict test = judge.Judge(m_system, Greedy());

    const CaqaAgentRecipe& recipe = m_command.GetRecipe();
    Checkpoint learner;
    SaveCaqaAgent(learner,
                  recipe,
                  m_parameters,
                  m_options.learner,
                  *m_agent,
                  Agent::Extent::LEARNER);
    learner.Write(m_folder.At("policy.pt"));
    std::vector<std::pair<std::string, std::string>> attributes = {{"scheme", recipe.name}};
    if (recipe.decoding.fixedSteps)
    {
        attributes.emplace_back("fixed_steps", std::to_string(*recipe.decoding.fixedSteps));
    }
    m_agent->ExportTorchScript(m_folder.At("policy-torchscript.pt"), attributes);
    if (!m_options.shipTo.empty())
    {
        Checkpoint bare;
        SaveCaqaAgent(bare,
                      recipe,
                      m_parameters,
                      m_options.learner,
                      *m_agent,
                      Agent::Extent::POLICY);
        bare.Write(m_options.shipTo);
    }

    const auto share = [](const Estimate& estimate) {
        return nlohmann::ordered_json{{"value", estimate.value},
                                      {"half_width_95", estimate.halfWidth}};
    };
    nlohmann::ordered_json json;
    json["program"] = TrainCommand::PROGRAM;
    json["agent"] = recipe.name;
    json["users"] = m_parameters.users;
    json["RngRun"] = ns3::RngSeedManager::GetRun();
    json["episodes"] = GetEpisodes();
    json["environment_steps"] = m_loop->GetSteps();
    json["updates"] = m_loop->GetUpdates();
    json["wall_s"] = wall;
    auto& of = json["test"];
    of["states"] = m_options.testStates;
    of["reward"] = test.reward;
    of["reward_of_optimum"] = judge.GetOptimum();
    of["reward_of_best_constant"] = judge.GetConstant();
    of["reward_of_random"] = judge.GetRandom();
    of["fraction_of_optimum"] = share(test.ofOptimum);
    of["fraction_of_best_constant"] = share(test.ofConstant);
    of["avg_caqa"] = MeanOf(test.score.average);
    of["gated_avg_caqa"] = MeanOf(test.score.gatedAverage);
    of["violations"] = MeanOf(test.score.violations);
    of["accuracy"] = MeanOf(test.score.accuracy);
    of["quality"] = MeanOf(test.score.quality);
    of["energy_J"] = MeanOf(test.score.energy);
    m_folder.Write("summary.json", json.dump(2) + "\n");
    std::error_code ignored;
    std::filesystem::remove(m_folder.At(CHECKPOINT), ignored);

    std::cout << std::fixed << std::setprecision(4) << "\ntest on " << m_options.testStates
              << " other states: reward " << test.reward << ", " << ShowShare(test.ofOptimum)
              << " of the optimum, " << ShowShare(test.ofConstant) << " of the best constant\n"
              << "AvgCAQA, gated " << MeanOf(test.score.gatedAverage) << ", violations "
              << MeanOf(test.score.violations) << "; " << std::setprecision(0) << wall
              << " s of training\n";
}

} // namespace train
