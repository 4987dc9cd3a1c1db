/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_VISION_CASES_H
#define ISAC_VISION_CASES_H

#include "ns3/isac-vision-evaluator.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <unistd.h>
#include <vector>

/// @param prompt of the user @return a question about a picture of 2 x 2 pixels
inline ns3::isac::QoeQuestion
MakeQuestion(const std::string& prompt = "a red disk")
{
    ns3::isac::QoeQuestion question;
    question.picture = {2, 2, {255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30}};
    question.prompt = prompt;
    question.personality = {0.9, 0.2, 0.1, 0.12345, 0.5};
    return question;
}

/// @param content that a model wrote @return the body of a chat completion
inline std::string
Completion(const std::string& content)
{
    const nlohmann::json message = {{"role", "assistant"}, {"content", content}};
    return nlohmann::json{
        {"object", "chat.completion"},
        {"choices", nlohmann::json::array({{{"index", 0}, {"message", message}}})}}
        .dump();
}

/// A folder that is empty at first and gone in the end.
class TemporaryFolder
{
  public:
    /// @param name of the folder, besides the process's number
    explicit TemporaryFolder(const std::string& name)
        : m_path(std::filesystem::path(testing::TempDir()) /
                 (name + '-' + std::to_string(getpid())))
    {
        std::filesystem::remove_all(m_path);
        std::filesystem::create_directory(m_path);
    }

    ~TemporaryFolder()
    {
        std::error_code error;
        std::filesystem::remove_all(m_path, error);
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    /// @return files in it
    std::vector<std::filesystem::path> List() const
    {
        return {std::filesystem::directory_iterator(m_path), {}};
    }

    /// @return where it is
    const std::filesystem::path& GetPath() const
    {
        return m_path;
    }

  private:
    std::filesystem::path m_path; //!< where it is
};

/// Time that passes only in pauses.
class PausingClock
{
  public:
    /// @return the clock for an evaluator; this object must outlive it
    ns3::isac::VisionClock Get()
    {
        ns3::isac::VisionClock clock;
        clock.now = [this] { return m_now; };
        clock.sleep = [this](double seconds) {
            m_now += seconds;
            m_pauses.push_back(seconds);
        };
        return clock;
    }

    /// @return pauses so far [s]
    const std::vector<double>& GetPauses() const
    {
        return m_pauses;
    }

  private:
    double m_now = 0.0;           //!< [s]
    std::vector<double> m_pauses; //!< so far [s]
};

/// An evaluator that gives everything the same score.
class ConstantEvaluator : public ns3::isac::QoeEvaluator
{
  public:
    ns3::isac::QoeRating Evaluate(const ns3::isac::QoeQuestion&) override
    {
        return {0.125, ""};
    }
};

#endif // ISAC_VISION_CASES_H
