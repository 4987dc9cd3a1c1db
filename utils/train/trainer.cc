/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "trainer.h"

#include "ns3/isac-torch-runtime.h"
#include "ns3/rng-seed-manager.h"

#include <algorithm>
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
 * @param system that makes the agent
 * @param settings of the agent
 * @param environment to learn in; left anywhere
 * @return names of the figures
 */
std::vector<std::string>
FindFigureNames(const TrainSystem& system, const AgentSettings& settings, Environment& environment)
{
    AgentSettings tiny = settings;
    tiny.actorHidden = tiny.branchHidden = tiny.criticHidden = {2};
    tiny.replay = tiny.minReplay = 2;
    tiny.batch = tiny.policyDelay = tiny.denoisingSteps = 1;
    const auto agent = system.MakeAgent(tiny, 0);
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

} // namespace

Trainer::Trainer(const TrainCommand& command, TrainingFolder& folder, Interrupted interrupted)
    : m_command(command),
      m_options(command.GetOptions()),
      m_system(command.GetSystem()),
      m_folder(folder),
      m_interrupted(std::move(interrupted)),
      m_environment(m_system.MakeEnvironment(static_cast<int>(m_options.environments))),
      m_agent(m_system.MakeAgent(m_options.learner, Seed(AGENT_STREAM))),
      m_judge(m_system.MakeJudge(TrainSystem::Occasion::EVALUATION)),
      m_begin(std::chrono::steady_clock::now())
{
    const std::string slow = FindSlowBlas();
    if (!slow.empty())
    {
        std::cerr << "isac-train: warning: " << slow << std::endl;
    }
    const std::vector<std::string> figures =
        FindFigureNames(m_system, m_options.learner, *m_environment);
    TrainingSettings settings;
    settings.episodes = m_options.episodes;
    settings.updatesPerStep = static_cast<int>(m_options.updatesPerStep);
    settings.randomEpisodes = m_options.randomEpisodes;
    m_loop.emplace(*m_environment, *m_agent, settings, Seed(ENVIRONMENT_STREAM));
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
    m_curve.emplace(m_folder,
                    m_environment->MetricNames(),
                    m_judge->GetColumns(),
                    figures,
                    curveSize,
                    timingSize);
}

void
Trainer::Run()
{
    const bool fresh = m_loop->GetEpisodes() == 0;
    m_judge->Prepare(GetCache(), m_options.progress, m_interrupted);
    std::cout << m_system.Describe() << ", run " << ns3::RngSeedManager::GetRun() << "\n"
              << m_judge->Introduce() << "\n"
              << (fresh ? "" : "going on from episode " + std::to_string(GetEpisodes()) + "\n")
              << "\nepisodes   updates  reward" << (FindViolations() ? "  violations" : "")
              << m_judge->GetHeads() << "\n"
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
Trainer::GetEpisodes() const
{
    return m_loop->GetEpisodes();
}

double
Trainer::GetWallSeconds() const
{
    return m_wallBefore +
           std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
}

std::string
Trainer::GetCache() const
{
    return m_options.cache.empty() ? m_folder.At("optimum.csv") : m_options.cache;
}

double
Trainer::GetFigure(const std::string& name) const
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
Trainer::ShowFigures() const
{
    const double seconds = std::max(1e-9, GetWallSeconds() - m_wallBefore);
    std::ostringstream text;
    text << std::fixed << std::setprecision(0)
         << static_cast<double>(m_loop->GetSteps() - m_stepsBefore) / seconds << " steps/s, "
         << static_cast<double>(m_loop->GetUpdates() - m_updatesBefore) / seconds << " updates/s, "
         << (m_system.CountsEpisodes() ? std::setprecision(2) : std::setprecision(4)) << "reward "
         << (m_system.CountsEpisodes() ? m_round.total : m_round.reward);
    if (const auto violations = FindViolations())
    {
        text << ", violations " << std::setprecision(2)
             << m_round.metrics[static_cast<Eigen::Index>(*violations)];
    }
    const double temperature = GetFigure("temperature");
    if (std::isfinite(temperature))
    {
        text << std::defaultfloat << std::setprecision(3) << ", temperature " << temperature;
    }
    return text.str();
}

std::optional<std::size_t>
Trainer::FindViolations() const
{
    const std::vector<std::string> names = m_environment->MetricNames();
    const auto found = std::find(names.begin(), names.end(), "violations");
    return found == names.end() ? std::optional<std::size_t>() : found - names.begin();
}

Judge::Decide
Trainer::Greedy()
{
    return [this](const Eigen::MatrixXd& observations) {
        return m_agent->ActBatch(observations, false);
    };
}

void
Trainer::Evaluate()
{
    const Verdict verdict = m_judge->Assess(Greedy());
    CurvePoint point;
    point.episodes = GetEpisodes();
    point.steps = m_loop->GetSteps();
    point.updates = m_loop->GetUpdates();
    point.figures = m_agent->GetFigures();
    point.wallSeconds = GetWallSeconds();
    m_curve->Append(point, m_tally, verdict);
    std::cout << std::setw(8) << point.episodes << std::setw(10) << point.updates << std::fixed
              << (m_system.CountsEpisodes() ? std::setprecision(2) : std::setprecision(4))
              << std::setw(8)
              << (m_system.CountsEpisodes() ? m_tally.GetTotal() : m_tally.GetReward());
    if (const auto violations = FindViolations())
    {
        std::cout << std::setw(12) << m_tally.GetMetric(*violations);
    }
    std::cout << verdict.cells << std::endl;
    m_tally.Clear();
    for (const std::string& warning : m_diagnostic.Check(verdict.actions, point.updates > 0))
    {
        std::cerr << "isac-train: warning: " << warning << std::endl;
    }
}

void
Trainer::Save()
{
    Checkpoint checkpoint;
    m_system.SaveAgent(checkpoint, m_options.learner, *m_agent, Agent::Extent::EVERYTHING);
    m_loop->Save(checkpoint);
    checkpoint.SetText("train.tally", m_tally.GetState());
    checkpoint.SetNumber("train.wall", GetWallSeconds());
    checkpoint.SetNumber("train.curve", static_cast<double>(m_curve->GetCurveSize()));
    checkpoint.SetNumber("train.timing", static_cast<double>(m_curve->GetTimingSize()));
    checkpoint.Write(m_folder.At(CHECKPOINT));
}

void
Trainer::Conclude()
{
    const double wall = GetWallSeconds();
    const auto judge = m_system.MakeJudge(TrainSystem::Occasion::TEST);
    judge->Prepare(GetCache(), m_options.progress, m_interrupted);
    const Verdict test = judge->Assess(Greedy());

    Checkpoint learner;
    m_system.SaveAgent(learner, m_options.learner, *m_agent, Agent::Extent::LEARNER);
    learner.Write(m_folder.At("policy.pt"));
    m_agent->ExportTorchScript(m_folder.At("policy-torchscript.pt"), m_system.GetAttributes());
    if (!m_options.shipTo.empty())
    {
        Checkpoint bare;
        m_system.SaveAgent(bare, m_options.learner, *m_agent, Agent::Extent::POLICY);
        bare.Write(m_options.shipTo);
    }

    nlohmann::ordered_json json;
    json["program"] = m_command.GetProgram();
    json["agent"] = m_options.agent;
    json["label"] = m_system.GetLabel();
    json["RngRun"] = ns3::RngSeedManager::GetRun();
    json["episodes"] = GetEpisodes();
    json["environment_steps"] = m_loop->GetSteps();
    json["updates"] = m_loop->GetUpdates();
    json["wall_s"] = wall;
    json["test"] = test.report;
    m_folder.Write("summary.json", json.dump(2) + "\n");
    std::error_code ignored;
    std::filesystem::remove(m_folder.At(CHECKPOINT), ignored);

    std::cout << "\n"
              << test.conclusion << "; " << std::fixed << std::setprecision(0) << wall
              << " s of training\n";
}

} // namespace train
