/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_VISION_EVALUATOR_H
#define ISAC_VISION_EVALUATOR_H

#include "isac-answer-cache.h"
#include "isac-chat-endpoint.h"
#include "isac-vision-request.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace ns3
{
namespace isac
{

/// How a vision-language model is asked.
struct VisionEvaluatorSettings
{
    ChatEndpointSettings endpoint; //!< where it is
    VisionModelSettings model;     //!< what it is asked
    uint32_t tries = 3;            //!< most requests for one question
    double backOff = 0.5;          //!< pause after the first failure; doubles with each [s]
    double loadTime = 60.0;        //!< longest wait for the server to load its model [s]
    std::string cacheFolder;       //!< where answers are kept; empty: nowhere
    bool replayOnly = false;       //!< answers come from the folder alone, nothing is sent
};

/// What became of questions.
struct VisionEvaluatorStatistics
{
    uint64_t questions = 0; //!< that were asked
    uint64_t requests = 0;  //!< that were sent
    uint64_t retries = 0;   //!< requests after the first for the same question
    uint64_t cacheHits = 0; //!< questions that were answered from the folder
    uint64_t damaged = 0;   //!< files of the folder that could not be used
    uint64_t fallbacks = 0; //!< questions that the other evaluator answered
    uint64_t failures = 0;  //!< questions that ended with an error
};

/// Time as an evaluator sees it; tests have one of their own.
struct VisionClock
{
    /// The machine's clock.
    VisionClock();

    std::function<double()> now;       //!< time since some beginning [s]
    std::function<void(double)> sleep; //!< waits [s]
};

/**
 * @ingroup isac-aigc
 * @brief A vision-language model behind an OpenAI-compatible server (llama.cpp, vLLM) that plays
 * the user and judges his picture.
 *
 * A question is asked again after status 429 or 5xx, a time-out, a broken connection, and, with a
 * new seed, after an answer without a score; other errors end it at once. What then comes is an
 * error, or the answer of another evaluator if there is one. All of it happens outside simulated
 * time. Any number of evaluators may share a folder of answers, each in one thread.
 *
 * In the folder failures are kept too: a replay falls back where the recorded run fell back, and
 * nowhere else. Without replay a kept failure is asked about again.
 */
class VisionEvaluator : public QoeEvaluator
{
  public:
    /**
     * @param settings how it is asked
     * @param fallback answers where the model does not; null: an error
     * @param clock for pauses
     * @throws std::invalid_argument if a setting is out of range: one line
     */
    explicit VisionEvaluator(const VisionEvaluatorSettings& settings,
                             std::shared_ptr<QoeEvaluator> fallback = nullptr,
                             const VisionClock& clock = VisionClock());

    /**
     * @brief Wait until the server has loaded its model. Not needed, but says early what is wrong.
     * @return what is wrong, one line; empty if nothing is, or nothing will be sent
     */
    std::string WaitUntilReady() const;

    QoeRating Evaluate(const QoeQuestion& question) override;

    /// @return what became of the questions so far
    const VisionEvaluatorStatistics& GetStatistics() const;

  private:
    /// What a model or a folder had to say.
    struct Reply
    {
        QoeRating rating;    //!< score or error, one line
        CachedAnswer answer; //!< as the folder keeps it
    };

    /**
     * @param question that was checked
     * @return score or error; the other evaluator's where the model failed
     */
    QoeRating Answer(const QoeQuestion& question);

    /**
     * @param request to look up
     * @param path of its file
     * @param entry of the folder
     * @return what a replay finds; nothing where the server is to be asked
     */
    std::optional<Reply> Recall(const VisionRequest& request,
                                const std::string& path,
                                const CachedAnswer& entry);

    /**
     * @param request to send
     * @return what the server said in the end
     */
    Reply Ask(const VisionRequest& request);

    VisionEvaluatorSettings m_settings;       //!< how it is asked
    std::shared_ptr<QoeEvaluator> m_fallback; //!< or null
    VisionClock m_clock;                      //!< for pauses
    ChatEndpoint m_endpoint;                  //!< the server
    AnswerCache m_cache;                      //!< used if the settings have a folder
    VisionEvaluatorStatistics m_statistics;   //!< so far
};

} // namespace isac
} // namespace ns3

#endif // ISAC_VISION_EVALUATOR_H
