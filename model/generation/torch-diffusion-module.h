/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_DIFFUSION_MODULE_H
#define TORCH_DIFFUSION_MODULE_H

#include "isac-diffusion-model.h"
#include "isac-diffusion-schedule.h"

#include <string>
#include <torch/csrc/jit/api/module.h>
#include <vector>

namespace ns3
{
namespace isac
{

/// What a module's forward tells.
enum class Prediction
{
    DATA,    //!< the clean latent
    NOISE,   //!< the noise in it
    VELOCITY //!< alpha noise - sigma data (Salimans, Ho 2022)
};

/**
 * @ingroup isac-aigc
 * @brief Check what a module gave or holds.
 * @param tensor any
 * @param shape expected
 * @param what it is, for the message
 * @return the tensor, contiguous
 * @throws DiffusionModelError if it is not of floats or has another shape
 */
at::Tensor ExpectTensor(const at::Tensor& tensor, at::IntArrayRef shape, const std::string& what);

/**
 * @ingroup isac-aigc
 * @brief A TorchScript module with what DiffusionModel wants of it.
 */
class TorchDiffusionModule
{
  public:
    /**
     * @param file of the module
     * @throws DiffusionModelError if it is absent or lacks a part
     */
    explicit TorchDiffusionModule(const std::string& file);

    /**
     * @param latent B x L
     * @param time B
     * @param condition B x C
     * @return B x L, what forward tells
     * @throws DiffusionModelError if it fails or has another shape
     */
    at::Tensor Predict(const at::Tensor& latent,
                       const at::Tensor& time,
                       const at::Tensor& condition) const;
    /**
     * @param method of the module
     * @param inputs of it
     * @return what it answers; undefined if that is no tensor
     * @throws DiffusionModelError if it fails
     */
    at::Tensor Call(const std::string& method, std::vector<c10::IValue> inputs) const;

    std::string path;                 //!< for messages
    std::vector<std::string> prompts; //!< P
    at::Tensor conditions;            //!< P x C
    at::Tensor unconditional;         //!< C; undefined if there is none
    at::Tensor anchors;               //!< P x L
    at::Tensor details;               //!< P x 2; undefined if there are none
    Prediction prediction;            //!< what forward tells
    DiffusionSchedule schedule;       //!< noise over times
    double unitDistance = 1.0;        //!< counts as 1
    bool decodes = false;             //!< whether it has decode
    bool aligns = false;              //!< whether it has align

  private:
    /// @return message about an attribute
    DiffusionModelError Wrong(const std::string& name, const std::string& expected) const;
    /// @return value of an attribute
    c10::IValue Attribute(const std::string& name, const std::string& expected) const;
    /// @return a text among the attributes
    std::string Text(const std::string& name) const;
    /// @return a float tensor with that many rows
    at::Tensor Matrix(const std::string& name, int64_t rows) const;
    /// @return the prompts among the attributes
    std::vector<std::string> ReadPrompts() const;
    /// @return what the attribute says that forward tells
    Prediction ReadPrediction() const;
    /// @return the schedule that the attributes tell
    DiffusionSchedule ReadSchedule() const;

    mutable torch::jit::Module m_script; //!< what the file holds
};

} // namespace isac
} // namespace ns3

#endif // TORCH_DIFFUSION_MODULE_H
