/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_GENERATOR_LEARNER_H
#define TORCH_GENERATOR_LEARNER_H

#include "isac-diffusion-schedule.h"
#include "isac-generator-training.h"
#include "isac-latent-basis.h"
#include "torch-generator-script.h"

#include <boost/random/mersenne_twister.hpp>
#include <string>
#include <torch/optim/adamw.h>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What GeneratorTraining learns with: pictures, networks and their optimisers.
 */
class GeneratorLearner
{
  public:
    /// @param settings sound ones
    explicit GeneratorLearner(const GeneratorSettings& settings);

    /**
     * @brief One learning step of the evaluator.
     * @param step its number
     * @return cross-entropy [nat]
     */
    double StepClassifier(int step);
    /**
     * @brief One learning step of the denoiser.
     * @param step its number
     * @return squared error of the velocity
     */
    double StepDenoiser(int step);
    /// @return what the model is worth so far
    GeneratorReport Assess();
    /// @return the module as it is shipped: with the mean of weights, and what latents are like
    torch::jit::Module Ship() const;

    /// @return parameters and their mean by name, in one order
    std::vector<std::pair<std::string, at::Tensor>> Named() const;

    /// @return optimiser of the denoiser
    torch::optim::AdamW& GetDenoiserOptimizer();
    /// @return optimiser of the evaluator
    torch::optim::AdamW& GetClassifierOptimizer();

  private:
    using Generator = boost::random::mt19937_64;

    /// @return basis of latents
    LatentBasis MakeBasis() const;
    /// @return squared error of the velocity for some latents at times of their own
    at::Tensor DenoiserLoss(const at::Tensor& clean,
                            const at::Tensor& prompt,
                            Generator& generator);
    /// @return numbers of some pictures
    at::Tensor Choose(int count, Generator& generator) const;
    /// @return traits of these pictures, one-hot
    at::Tensor TraitsOf(const at::Tensor& chosen) const;
    /// One step down the gradient, at a rate that has fallen by a half cosine.
    void Learn(torch::optim::AdamW& optimizer, const at::Tensor& loss, double progress);
    /// @return what a method of the module gives, with gradients
    at::Tensor Call(const std::string& method, std::vector<c10::IValue> inputs);

    GeneratorSettings m_settings;              //!< of the training
    DiffusionSchedule m_schedule;              //!< noise over times
    Eigen::MatrixXf m_drawn;                   //!< pictures to learn from
    LatentBasis m_basis;                       //!< of latents
    at::Tensor m_pictures;                     //!< N x 3 x S x S
    at::Tensor m_latents;                      //!< N x L
    GeneratorScript m_script;                  //!< under training
    at::Tensor m_conditions;                   //!< P x traits
    std::vector<at::Tensor> m_mean;            //!< of the denoiser's parameters
    torch::optim::AdamW m_denoiserOptimizer;   //!< of the denoiser
    torch::optim::AdamW m_classifierOptimizer; //!< of the evaluator
};

} // namespace isac
} // namespace ns3

#endif // TORCH_GENERATOR_LEARNER_H
