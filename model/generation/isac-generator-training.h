/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_GENERATOR_TRAINING_H
#define ISAC_GENERATOR_TRAINING_H

#include "isac-file-bytes.h"
#include "isac-generator-settings.h"

#include <memory>
#include <string>

namespace ns3
{
namespace isac
{

/// What a trained model is worth, on pictures it has not learned from.
struct GeneratorReport
{
    double explained = 0.0; //!< share of the pictures' variance that latents keep
    double accuracy = 0.0;  //!< share of held-out pictures that the evaluator knows in all traits
    double decoded = 0.0;   //!< the same after encoding and decoding
    double loss = 0.0;      //!< mean squared error of the velocity at random times
};

/**
 * @ingroup isac-aigc
 * @brief Trains a small class-conditional latent diffusion model on drawn shapes, and an evaluator
 * of what pictures show; writes both as the module that DiffusionModel reads.
 *
 * The denoiser is a perceptron of residual blocks whose features are scaled and shifted by time
 * and prompt (FiLM, Perez et al. 2018); it predicts the velocity (Salimans, Ho 2022) and learns
 * from (12). What a learning step draws depends on seed and number of the step alone, so that a
 * training that was stopped ends as one that was not.
 */
class GeneratorTraining
{
  public:
    /**
     * @param settings of the training
     * @throws std::invalid_argument if one makes no sense, in words
     */
    explicit GeneratorTraining(const GeneratorSettings& settings);
    ~GeneratorTraining();

    /// @return learning steps in all: first the evaluator's, then the denoiser's
    int Steps() const;
    /// @return learning steps done
    int Done() const;
    /**
     * @brief One learning step.
     * @return its loss: cross-entropy of the evaluator [nat], then squared error of the velocity
     */
    double Step();

    /**
     * @param path gets all that is needed to go on
     * @throws FileError if it cannot be written
     */
    void Save(const std::string& path) const;
    /**
     * @param path as Save() wrote it
     * @throws FileError if it cannot be read, or is of a training with other settings
     */
    void Load(const std::string& path);

    /// @return what the model is worth so far
    GeneratorReport Assess() const;
    /**
     * @param path gets the TorchScript module, see DiffusionModel
     * @throws FileError if it cannot be written
     */
    void Write(const std::string& path) const;

  private:
    struct State;

    std::unique_ptr<State> m_state; //!< keeps LibTorch out of the header
};

} // namespace isac
} // namespace ns3

#endif // ISAC_GENERATOR_TRAINING_H
