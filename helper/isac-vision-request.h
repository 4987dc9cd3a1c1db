/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_VISION_REQUEST_H
#define ISAC_VISION_REQUEST_H

#include "ns3/isac-qoe-evaluator.h"

#include <string>

namespace ns3
{
namespace isac
{

/// What is asked of a vision-language model besides the question itself.
struct VisionModelSettings
{
    std::string model = "default"; //!< name; llama.cpp's server ignores it, vLLM does not
    uint32_t seed = 1;             //!< of the model's sampling
    uint32_t leastSide = 224;      //!< smaller pictures are enlarged to this [pixel]
};

/**
 * @ingroup isac-aigc
 * @brief A question about a picture as the body of an OpenAI-compatible chat completion.
 */
class VisionRequest
{
  public:
    /**
     * @param question that CheckQoeQuestion() has nothing against
     * @param settings of the model
     * @throws std::invalid_argument if the prompt or the model's name is not UTF-8
     */
    VisionRequest(const QoeQuestion& question, const VisionModelSettings& settings);

    /**
     * @brief What the question is kept under: SHA-256 of the first body, in which the picture's
     * bytes stand in for its PNG, as another release of libpng or zlib may pack them otherwise.
     * @return 64 hexadecimal digits
     */
    std::string GetKey() const;

    /**
     * @param attempt number of times that the answer was no score: the seed moves on by it
     * @return JSON
     */
    std::string GetBody(uint32_t attempt) const;

    /// @return prompt and size of the picture, for messages
    std::string Describe() const;

  private:
    /**
     * @param seed of the model's sampling
     * @param url of the picture
     * @return JSON
     */
    std::string Write(uint32_t seed, const std::string& url) const;

    QoeQuestion m_question;         //!< with the picture as it is sent
    VisionModelSettings m_settings; //!< of the model
};

/**
 * @ingroup isac-aigc
 * @brief Read the score that a model gave, and nothing else for a score: the number "score" in the
 * first {...} of choices[0].message.content. A number in prose is none.
 * @param body of a chat completion
 * @return the score, or half a line that says what is wrong
 */
QoeRating ReadVisionAnswer(const std::string& body);

/**
 * @ingroup isac-aigc
 * @param body that came with a status of an error
 * @return the server's words, made fit for one line; empty if it has none
 */
std::string ReadServerError(const std::string& body);

} // namespace isac
} // namespace ns3

#endif // ISAC_VISION_REQUEST_H
